import { type Command, Option } from 'commander';
import { type JobRecord, type JobState, statesOf } from '../../../jobs/job-record.ts';
import { type JobKind, jobKinds } from '../../../jobs/kinds.ts';
import { symbolOption } from '../../context.ts';
import { timeText } from '../../output/time.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { withQueue } from './with-queue.ts';

interface ListOptions {
  readonly state?: JobState;
  readonly kind?: JobKind;
  readonly symbol?: string;
  readonly output: RowFormat;
}

const examples = `
Examples:
  stockula jobs list                       all jobs: running, waiting, then those that ended
  stockula jobs list --state failed        those whose attempts are used up, with the reason
  stockula jobs list --symbol AAPL -o json`;

/** `stockula jobs list` */
export function addList(jobs: Command): void {
  jobs
    .command('list')
    .description('list jobs with their state, attempts and last error')
    .addOption(new Option('--state <state>', 'only jobs in this state').choices(Object.keys(statesOf)))
    .addOption(new Option('--kind <kind>', 'only jobs of this kind').choices(Object.keys(jobKinds)))
    .option('--symbol <symbol>', 'only jobs of this symbol', symbolOption)
    .addOption(rowFormatOption())
    .addHelpText('after', examples)
    .action(({ output, ...filter }: ListOptions, command: Command) =>
      withQueue(command, async (queue) => {
        const { renderJson } = await import('../../output/json.ts');
        const { renderListing } = await import('../../output/listing.ts');
        const rows = await queue.jobs.list(filter);
        process.stdout.write(
          output === 'json'
            ? renderJson(rows.map(jobDocument))
            : renderListing(output, columnsFor(output), rows, 'No job matches.'),
        );
      }),
    );
}

/** The beginning of an id, by which people name a job. */
export const shortId = (id: string): string => id.slice(0, 8);

const columnsFor = (output: RowFormat) => [
  { title: 'id', value: ({ id }: JobRecord) => (output === 'table' ? shortId(id) : id), whole: true },
  { title: 'kind', value: ({ request }: JobRecord) => request.kind },
  { title: 'symbol', value: ({ symbol }: JobRecord) => symbol },
  { title: 'state', value: ({ state }: JobRecord) => state },
  { title: 'attempts', value: ({ attempts, mostAttempts }: JobRecord) => `${attempts}/${mostAttempts}` },
  {
    title: output === 'table' ? 'when (UTC)' : 'when',
    value: (job: JobRecord) => whenText(job, output),
    whole: true,
  },
  { title: 'note', value: noteOf },
];

function whenText(job: JobRecord, output: RowFormat): string | Date {
  return output === 'table' ? timeText(whenOf(job)) : whenOf(job);
}

/** When it ended, was begun, or may begin. */
function whenOf({ endedAt, startedAt, startsAfter, state }: JobRecord): Date {
  return endedAt ?? (state === 'running' ? startedAt : null) ?? startsAfter;
}

function noteOf({ state, progress, error, origin }: JobRecord): string | null {
  if (state === 'running' && progress) return `${progress.done}/${progress.total} ${progress.text}`;
  if (state === 'done') return null;
  return error ?? (origin === 'asked' ? null : origin);
}

/** A job as JSON: what it is to do on the same level as the rest. */
export function jobDocument({ request, ...job }: JobRecord): object {
  const { id, symbol, ...more } = job;
  return { id, kind: request.kind, symbol, data: request.data, ...more };
}
