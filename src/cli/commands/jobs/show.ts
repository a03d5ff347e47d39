import type { Command } from 'commander';
import type { JobRecord } from '../../../jobs/job-record.ts';
import { timeText } from '../../output/time.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { jobDocument } from './list.ts';
import { withQueue } from './with-queue.ts';

/** `stockula jobs show` */
export function addShow(jobs: Command): void {
  jobs
    .command('show')
    .argument('<id>', 'id of the job')
    .description('show all that is known about a job')
    .addOption(answerFormatOption())
    .addHelpText('after', '\nExample:\n  stockula jobs show 0b0e3ad8')
    .action((id: string, { output }: { output: AnswerFormat }, command: Command) =>
      withQueue(command, async (queue) => {
        const [job] = await queue.jobs.find([id]);
        if (!job) return;
        const { renderJson } = await import('../../output/json.ts');
        process.stdout.write(output === 'json' ? renderJson(jobDocument(job)) : described(job));
      }),
    );
}

function described(job: JobRecord): string {
  const { request, progress } = job;
  const when = (date: Date | null): string | null => date && `${timeText(date)} UTC`;
  const lines: [string, string | null][] = [
    ['Job', job.id],
    ['Kind', request.kind],
    ['Symbol', job.symbol],
    ['Interval', 'interval' in request.data ? request.data.interval : null],
    ['From', 'from' in request.data ? dayOf(request.data.from) : null],
    ['To', 'to' in request.data ? dayOf(request.data.to) : null],
    ['State', job.state],
    ['Origin', job.origin],
    ['Attempts', `${job.attempts} of ${job.mostAttempts}`],
    ['Queued', when(job.createdAt)],
    ['Not before', job.state === 'waiting' || job.state === 'retrying' ? when(job.startsAfter) : null],
    ['Started', when(job.startedAt)],
    ['Ended', when(job.endedAt)],
    ['Progress', progress && `${progress.done} of ${progress.total} ${progress.text}`],
    ['Last error', job.error],
    ['Failed', when(job.failedAt)],
    ['Result', job.result === null ? null : JSON.stringify(job.result)],
  ];
  const shown = lines.filter(([, text]) => text !== null);
  return `${shown.map(([title, text]) => `${title.padEnd(11)} ${text}`).join('\n')}\n`;
}

const dayOf = (ms: number | undefined): string | null =>
  ms === undefined ? null : new Date(ms).toISOString().slice(0, 10);
