import { type Command, InvalidArgumentError } from 'commander';
import { counted } from '../../../domain/counted.ts';
import type { EndedJob } from '../../../jobs/worker.ts';
import type { GlobalOptions } from '../../context.ts';
import { interruption } from '../../interruption.ts';
import { noteOtherStore, tellEvent } from '../../notes.ts';
import { formatCount } from '../../output/numbers.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { type ProgressLine, progressLine } from '../../progress.ts';
import { offlineOption } from './options.ts';

interface WorkerOptions {
  readonly metricsPort?: number;
  readonly schedules: boolean;
  readonly quiet?: boolean;
  readonly offline?: boolean;
  readonly output: AnswerFormat;
}

/** `stockula etl worker`. */
export function addWorker(etl: Command): void {
  etl
    .command('worker')
    .description('do the jobs of the queue, and queue what is due by the clock, until Ctrl-C')
    .option('--metrics-port <port>', 'serve /metrics on this port of the loopback interface (0: any)', port)
    .option('--no-schedules', 'only do the jobs; another worker looks at the clock')
    .option('-q, --quiet', 'do not tell each job that has ended')
    .addOption(offlineOption())
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      `
Any number of workers may run; no two work on one symbol at once. Ctrl-C or SIGTERM lets running jobs finish for
jobs.stop_grace_seconds and gives the rest back; what a killed worker held goes to others after jobs.heartbeat_seconds.
What is queued by the clock is in the section "jobs" of the configuration. "stockula jobs list" shows the queue.`,
    )
    .action(async (options: WorkerOptions, command: Command) => {
      const { readConfiguration } = await import('../../../app/configuration.ts');
      const { workUntilStopped } = await import('../../../app/worker.ts');
      const { config } = command.optsWithGlobals<GlobalOptions>();
      noteOtherStore(await readConfiguration(config), options.output);
      const isJson = options.output === 'json';
      const line = progressLine(process.stderr);
      const note = (text: string): void =>
        isJson ? tellEvent({ event: 'note', message: text }) : line.note(text);
      const report = await workUntilStopped({
        configFile: config,
        signal: interruption(),
        metricsPort: options.metricsPort ?? null,
        schedules: options.schedules,
        offline: options.offline === true,
        onProgress: note,
        onEnded: (job) => {
          if (options.quiet !== true) tellJob(job, isJson, line);
        },
        onReady: ({ metricsPort }) => {
          if (isJson) tellEvent({ event: 'ready', metrics_port: metricsPort });
          else
            note(
              `Working${metricsPort === null ? '' : `; metrics at http://127.0.0.1:${metricsPort}/metrics`}. Ctrl-C ends it`,
            );
        },
      });
      const { renderJson } = await import('../../output/json.ts');
      const { done, retry, failed, lost, givenBack } = report;
      process.stdout.write(
        isJson
          ? renderJson(report)
          : `${counted(done, 'job')} done, ${retry} to be tried again, ${failed} failed, ${givenBack} given back${lost > 0 ? `, ${lost} lost to others` : ''}.\n`,
      );
    });
}

const endings = { done: '✓', retry: '–', failed: '✗', lost: '–' } as const;
const outcomes = {
  done: 'done',
  retry: 'failed, to be tried again',
  failed: 'failed',
  lost: 'lost',
} as const;

/** One line, or an event, about a job that has ended. */
function tellJob(
  { request, ending, result, reason, tookMs }: EndedJob,
  isJson: boolean,
  line: ProgressLine,
): void {
  const { kind, data } = request;
  const symbol = 'symbol' in data ? data.symbol : null;
  const interval = 'interval' in data ? data.interval : null;
  const written = writtenOf(result);
  const seconds = tookMs / 1000;
  if (isJson) {
    tellEvent({ event: 'job', kind, symbol, interval, outcome: ending, written, seconds, reason });
    return;
  }
  const what = [symbol, interval, kind].filter((part) => part !== null).join(' ');
  const bars = written === null ? '' : `, ${formatCount(written)} new`;
  const why = reason === null ? '' : `: ${reason}`;
  line.tell(`${endings[ending]} ${what} ${outcomes[ending]}${bars}, ${seconds.toFixed(1)} s${why}`);
}

/** How many rows a job has stored, where it counts them. */
function writtenOf(result: unknown): number | null {
  const isCounted = typeof result === 'object' && result !== null && 'written' in result;
  return isCounted && typeof result.written === 'number' ? result.written : null;
}

function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number < 65_536) return number;
  throw new InvalidArgumentError('A port from 0 to 65535 is expected.');
}
