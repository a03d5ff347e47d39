import type { Command } from 'commander';
import { StockulaError } from '../../../domain/errors.ts';
import type { Decided } from '../../../jobs/job-list.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { shortId } from './list.ts';
import { withQueue } from './with-queue.ts';

interface RetryOptions {
  readonly allFailed?: boolean;
  readonly output: RowFormat;
}

const idsText = 'ids of jobs, as "stockula jobs list" shows them';

/** `stockula jobs retry` */
export function addRetry(jobs: Command): void {
  jobs
    .command('retry')
    .argument('[ids...]', idsText)
    .description('have failed or cancelled jobs tried again, with all attempts')
    .option('--all-failed', 'all jobs that failed')
    .addOption(rowFormatOption())
    .addHelpText('after', '\nExamples:\n  stockula jobs retry 0b0e3ad8\n  stockula jobs retry --all-failed')
    .action((ids: string[], { allFailed = false, output }: RetryOptions, command: Command) => {
      if (allFailed === ids.length > 0) throw noChoice(ids);
      return withQueue(command, async ({ jobs: known }) =>
        print(output, allFailed ? await known.retryFailed() : await known.retry(ids)),
      );
    });
}

/** `stockula jobs cancel` */
export function addCancel(jobs: Command): void {
  jobs
    .command('cancel')
    .argument('<ids...>', idsText)
    .description('take jobs out of the queue; one that runs is told to stop')
    .addOption(rowFormatOption())
    .addHelpText('after', '\nExample:\n  stockula jobs cancel 0b0e3ad8')
    .action((ids: string[], { output }: { output: RowFormat }, command: Command) =>
      withQueue(command, async ({ jobs: known }) => print(output, await known.cancel(ids))),
    );
}

async function print(output: RowFormat, decided: readonly Decided[]): Promise<void> {
  const { renderListing } = await import('../../output/listing.ts');
  process.stdout.write(renderListing(output, columnsFor(output), decided, 'No job has failed.'));
}

const columnsFor = (output: RowFormat) => [
  { title: 'id', value: ({ id }: Decided) => (output === 'table' ? shortId(id) : id), whole: true },
  { title: 'was', value: ({ was }: Decided) => was },
  { title: 'now', value: ({ outcome }: Decided) => outcomeTexts[outcome] },
];

const outcomeTexts: Readonly<Record<Decided['outcome'], string>> = {
  retried: 'to be tried again',
  waiting: 'done by a job that waits for the same work',
  cancelled: 'cancelled',
  unchanged: 'left as it was',
};

function noChoice(ids: readonly string[]): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'either ids of jobs or --all-failed',
    got: ids.length > 0 ? 'both' : 'neither',
    remedy: 'To see which failed: stockula jobs list --state failed',
  });
}
