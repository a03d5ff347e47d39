import { type Command, InvalidArgumentError } from 'commander';
import type { App } from '../../../app/app.ts';
import { StockulaError } from '../../../domain/errors.ts';
import { withApp } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';

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

function positiveWhole(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number from 1 to 999999 is expected.');
}

async function showRuns({ database }: App, { limit, output }: RunsOptions): Promise<void> {
  const { listRuns } = await import('../../../manager/pipeline/runs.ts');
  const { runColumns } = await import('../../output/etl-run.ts');
  const { renderListing } = await import('../../output/listing.ts');
  const runs = await listRuns(database.pool, limit);
  process.stdout.write(renderListing(output, runColumns, runs, 'Nothing was fetched or imported yet.'));
}

async function showRun({ database }: App, run: string, { output }: RunsOptions): Promise<void> {
  const { runLines } = await import('../../../manager/pipeline/runs.ts');
  const lines = /^\d{1,18}$/.test(run) ? await runLines(database.pool, run) : null;
  if (lines === null) {
    throw new StockulaError('NOT_FOUND', {
      expected: 'the number of a run',
      got: `"${run}"`,
      remedy: 'See "stockula etl runs".',
    });
  }
  const { renderRunLines } = await import('../../output/etl-run.ts');
  const { renderJson } = await import('../../output/json.ts');
  process.stdout.write(output === 'json' ? renderJson(lines) : renderRunLines(lines, process.stdout.isTTY));
}
