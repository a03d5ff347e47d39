import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { answerFormatOption } from '../../output-option.ts';
import { progressLine } from '../../progress.ts';
import { type FileFlags, fileOptionsOf, fileOptionsTo } from './file-options.ts';
import { type PipelineOptions, replaceOption, withPipeline } from './options.ts';
import { printRuns, rowProgress } from './report.ts';

interface WatchOptions extends PipelineOptions, FileFlags {
  readonly replace?: boolean;
}

/** `stockula etl watch FOLDER`. */
export function addWatch(etl: Command): void {
  const command = etl
    .command('watch')
    .description('import the files of a folder, and each one that comes, until Ctrl-C')
    .argument('<folder>', 'files are taken once they are complete; none is moved or deleted');
  fileOptionsTo(command)
    .addOption(replaceOption())
    .addOption(new Option('--offline').hideHelp())
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
A file that was imported before changes nothing when it comes again. One that cannot be read is told, and the watch
goes on. Names that programs give to unfinished files (.x, x.tmp, x.part) are left alone.

Exit status: 0 when it is ended by Ctrl-C or SIGTERM.`,
    )
    .action((folder: string, flags: WatchOptions, self: Command) => {
      const options = fileOptionsOf(flags);
      return withPipeline(self, flags, async ({ pipeline }, signal) => {
        const { watchFiles } = await import('../../../sources/files/watch.ts');
        const { importFiles } = await import('../../../manager/pipeline/import-files.ts');
        const line = progressLine(process.stderr);
        line.note(`Watching ${folder}`);
        for await (const path of watchFiles(folder, { signal })) {
          const wish = { path, options, replace: flags.replace === true };
          const { reports, failures } = await importFiles(pipeline, [wish], {
            signal,
            onRows: (_, rows) => rowProgress(flags.output, line, basename(path))(rows),
          });
          line.done();
          await printRuns(reports, flags.output, failures);
        }
        process.exitCode = 0;
      });
    });
}
