import type { Command } from 'commander';
import type { App } from '../../../app/app.ts';
import { StockulaError } from '../../../domain/errors.ts';
import { withApp } from '../../context.ts';
import { forPeople } from '../../output/for-people.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { positiveWhole } from './options.ts';

interface RunsOptions {
  readonly limit: number;
  readonly output: RowFormat;
}

/** `stockula etl runs [ID]`. */
export function addRuns(etl: Command): void {
  etl
    .command('runs')
    .description('list the latest runs, or what became of each symbol in one of them')
    .argument('[run]', 'number of a run')
    .option('--limit <count>', 'how many runs to list', positiveWhole, 20)
    .addOption(rowFormatOption())
    .action((run: string | undefined, options: RunsOptions, command: Command) =>
      withApp(command, (app) => (run === undefined ? showRuns(app, options) : showRun(app, run, options)), {
        mustExist: true,
      }),
    );
}

async function showRuns({ database }: App, { limit, output }: RunsOptions): Promise<void> {
  const { listRuns } = await import('../../../manager/pipeline/runs.ts');
  const { renderRunList, runCsvColumns } = await import('../../output/etl-run.ts');
  const { renderListing } = await import('../../output/listing.ts');
  const runs = await listRuns(database.pool, limit);
  process.stdout.write(
    output === 'table'
      ? forPeople(renderRunList(runs, process.stdout.isTTY))
      : renderListing(output, runCsvColumns, runs, ''),
  );
}

async function showRun({ database }: App, run: string, { output }: RunsOptions): Promise<void> {
  const { runFailure, runLines } = await import('../../../manager/pipeline/runs.ts');
  const lines = /^\d{1,18}$/.test(run) ? await runLines(database.pool, run) : null;
  if (lines === null) {
    throw new StockulaError('NOT_FOUND', {
      expected: 'the number of a run',
      got: `"${run}"`,
      remedy: 'See "stockula etl runs".',
    });
  }
  const { runLineColumns } = await import('../../output/etl-run.ts');
  const { renderListing } = await import('../../output/listing.ts');
  const columns = runLineColumns(output === 'csv' ? null : lines);
  const failure = await runFailure(database.pool, run);
  const none = failure === null ? 'It has no lines: it did not come to its end.' : 'Nothing was stored.';
  process.stdout.write(renderListing(output, columns, lines, none));
  if (output === 'table' && failure !== null) process.stdout.write(forPeople(`It failed: ${failure}\n`));
}
