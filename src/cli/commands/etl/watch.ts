import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { counted } from '../../../domain/counted.ts';
import { StockulaError } from '../../../domain/errors.ts';
import { shellWord } from '../../../domain/shell-word.ts';
import type { WatchedFile } from '../../../manager/pipeline/watch-folder.ts';
import { tellEvent } from '../../notes.ts';
import { timeText } from '../../output/time.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { type FileFlags, fileOptionsOf, fileOptionsTo } from './file-options.ts';
import { type PipelineOptions, replaceOption, withPipeline } from './options.ts';
import { printRuns, rowProgress, toldBy } from './report.ts';

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
    .action(async (folder: string, flags: WatchOptions, self: Command) => {
      const options = fileOptionsOf(flags);
      const isThere = await isFolder(folder);
      await withPipeline(self, flags, async ({ pipeline }, signal, line) => {
        const { watchFolder } = await import('../../../manager/pipeline/watch-folder.ts');
        const wish = { folder, options, replace: flags.replace === true };
        const tally = { files: 0, failed: 0, written: 0 };
        const waits = isThere ? '' : ', which is not there yet: its files are taken once it is';
        toldBy(flags.output, line)(`Watching ${folder}${waits}. Ctrl-C ends it`);
        const watched = watchFolder(pipeline, wish, {
          signal,
          onRows: (path, rows) => rowProgress(flags.output, line, basename(path))(rows),
        });
        try {
          for await (const file of watched) {
            line.done();
            count(tally, file);
            await tellFile(flags.output, file);
          }
        } catch (error) {
          // A file that was under way is taken whole the next time.
          if (!signal.aborted) throw error;
        }
        line.done();
        await printTally(flags.output, tally);
        process.exitCode = 0;
      });
    });
}

interface Tally {
  files: number;
  failed: number;
  written: number;
}

function count(tally: Tally, { reports, failures }: WatchedFile): void {
  tally.files += 1;
  tally.failed += failures.length;
  for (const { symbols } of reports) for (const { counts } of symbols) tally.written += counts.written;
}

/** A table for people; for programs an event, since stdout has one document, at the end. */
async function tellFile(output: AnswerFormat, { path, reports, failures }: WatchedFile): Promise<void> {
  if (output === 'console') {
    process.stdout.write(`\n${timeText(new Date())} UTC  ${path}\n`);
    return printRuns(reports, output, failures);
  }
  const [failure] = failures;
  if (failure) tellEvent({ event: 'file', path, outcome: 'failed', reason: failure.error.message });
  else tellEvent({ event: 'file', path, outcome: 'success', runs: reports });
}

async function printTally(output: AnswerFormat, tally: Tally): Promise<void> {
  const { renderJson } = await import('../../output/json.ts');
  const { files, failed, written } = tally;
  process.stdout.write(
    output === 'json'
      ? renderJson(tally)
      : `\n${counted(files, 'file')}, ${failed} of which nothing was stored, ${counted(written, 'new bar')}.\n`,
  );
}

/** Whether there is a folder of that name yet. @throws StockulaError USAGE where it is something else */
async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (stats === null || stats.isDirectory()) return stats !== null;
  throw new StockulaError('USAGE', {
    expected: 'a folder to watch',
    got: `${path}, which is a file`,
    remedy: `To import it: stockula etl import ${shellWord(path)}`,
  });
}
