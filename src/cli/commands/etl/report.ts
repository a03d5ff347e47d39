import { counted } from '../../../domain/counted.ts';
import { errorTable } from '../../../domain/errors.ts';
import type { FailedFile } from '../../../manager/pipeline/import-files.ts';
import type { RunReport, SymbolReport } from '../../../manager/pipeline/run-report.ts';
import { verdictOf } from '../../../manager/pipeline/run-report.ts';
import { tellEvent } from '../../notes.ts';
import { forPeople } from '../../output/for-people.ts';
import type { AnswerFormat } from '../../output-option.ts';
import type { ProgressLine } from '../../progress.ts';

/** Prints runs, and files of which nothing was stored; sets the exit status: 0 only if all succeeded. */
export async function printRuns(
  runs: readonly RunReport[],
  output: AnswerFormat,
  failures: readonly FailedFile[] = [],
): Promise<void> {
  const verdict = verdictOf(runs, failures.length);
  if (output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
    const { publicError } = await import('../../output/public-error.ts');
    const failed = failures.map(({ path, error }) => ({ path, ...publicError(error) }));
    process.stdout.write(renderJson({ verdict, runs, failures: failed }));
  } else {
    const { renderRuns } = await import('../../output/etl-run.ts');
    for (const failure of failures)
      process.stderr.write(`${forPeople(failedText(failure), process.stderr)}\n`);
    if (runs.length > 0) process.stdout.write(forPeople(renderRuns(runs, process.stdout.isTTY)));
    const files = runs.length + failures.length;
    if (failures.length > 0 && files > 1)
      process.stdout.write(
        `${failures.length} of ${files} files could not be read, and nothing of ${failures.length === 1 ? 'it' : 'them'} was stored.\n`,
      );
  }
  if (verdict === 'failed') process.exitCode = errorTable.RUN_FAILED.exit;
  else if (verdict === 'partial') process.exitCode = errorTable.RUN_PARTIAL.exit;
}

const failedText = ({ path, error }: FailedFile): string =>
  `${path}: nothing of it was stored. ${error.message}`;

/** Tells people or programs of something on stderr. */
export const toldBy =
  (output: AnswerFormat, line: ProgressLine) =>
  (text: string): void =>
    output === 'json' ? tellEvent({ event: 'note', message: text }) : line.tell(text);

/** Tells each symbol as it is done with: a line or an event each, or one bar on a terminal. */
export function symbolProgress(
  output: AnswerFormat,
  line: ProgressLine,
): (report: SymbolReport, done: number, total: number) => void {
  return (report, done, total) => {
    const { symbol, interval, outcome, reason, counts } = report;
    if (output === 'json') {
      tellEvent({ event: 'symbol', symbol, interval, outcome, reason, written: counts.written, done, total });
      return;
    }
    // The report at the end says why.
    line.work({ label: `${symbol} ${interval}${outcome === 'failed' ? ' failed' : ''}`, done, total });
  };
}

/** Tells the rows of a file as they pass. */
export function rowProgress(output: AnswerFormat, line: ProgressLine, name: string): (rows: number) => void {
  let told = 0;
  return (rows) => {
    if (output === 'json') {
      if (rows - told < 100_000) return;
      told = rows;
      tellEvent({ event: 'rows', file: name, rows });
    } else line.work({ label: `${name}: ${counted(rows, 'row')}`, done: rows, total: null });
  };
}
