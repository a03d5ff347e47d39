import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { answerFormatOption } from '../../output-option.ts';
import { type FileFlags, fileOptionsOf, fileOptionsTo } from './file-options.ts';
import { type PipelineOptions, replaceOption, withPipeline } from './options.ts';
import { printRuns, rowProgress, toldBy } from './report.ts';

interface ImportOptions extends PipelineOptions, FileFlags {
  readonly replace?: boolean;
}

/** `stockula etl import FILE…`. */
export function addImport(etl: Command): void {
  const command = etl
    .command('import')
    .description('import files: CSV, JSON, Parquet, plain, in gzip or zip')
    .argument('<files...>', 'one or more files; exports of common sources are recognised by their headers');
  fileOptionsTo(command)
    .addOption(replaceOption())
    .addOption(new Option('--offline').hideHelp())
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
Each file is stored as a whole or not at all. Rows that cannot be taken are set aside: "stockula etl quarantine".

Examples:
  stockula etl import AAPL-1h.csv.gz
  stockula etl import export.csv --symbol SAP.DE --decimal "," --map date=Datum,close=Schluss

Exit status: 0 if all succeeded, 12 if some symbols or files failed, 11 if all did; 5 for one file that cannot be read.`,
    )
    .action((files: string[], flags: ImportOptions, self: Command) => {
      const options = fileOptionsOf(flags);
      return withPipeline(self, flags, async ({ pipeline }, signal, line) => {
        const { importFiles } = await import('../../../manager/pipeline/import-files.ts');
        const { reports, failures } = await importFiles(
          pipeline,
          files.map((path) => ({ path, options, replace: flags.replace === true })),
          {
            signal,
            onRows: (path, rows) => rowProgress(flags.output, line, basename(path))(rows),
            onSkipped: (path, member) =>
              toldBy(flags.output, line)(`${basename(path)}: ${member} is no table, and is left out`),
          },
        );
        line.done();
        const [only] = failures;
        if (reports.length === 0 && failures.length === 1 && only) throw only.error;
        await printRuns(reports, flags.output, failures);
      });
    });
}
