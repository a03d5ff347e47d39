import { calendarFor, calendars } from '../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../domain/calendar/exchange-calendar.ts';
import { addDays } from '../domain/day.ts';
import { type Interval, intervals, isInterval, isIntraday } from '../domain/interval.ts';
import type { TickerSymbol } from '../domain/nominal.ts';
import { JobQueue } from '../jobs/job-queue.ts';
import { every, type SessionAfter } from '../jobs/next-run.ts';
import type { Schedule } from '../jobs/scheduler.ts';
import { schedulesOf, type WatchedExchange } from '../jobs/schedules.ts';
import { type EndedJob, runWorker, type WorkerReport } from '../jobs/worker.ts';
import { areAggregatesDue } from '../storage/timescale/aggregates-due.ts';
import type { Database } from '../storage/timescale/database.ts';
import { createLogger, type Logger, loggerOptions } from '../telemetry/logger.ts';
import { MetricRegistry } from '../telemetry/metrics.ts';
import { type MetricsServer, serveMetrics } from '../telemetry/metrics-server.ts';
import { type AnalysisWorkerOptions, answerAnalyses } from './analysis-worker.ts';
import type { App } from './app.ts';
import { jobHandlers } from './job-handlers.ts';
import { openPipelineApp, type PipelineAppOptions } from './pipeline.ts';

export interface WorkerAppOptions extends PipelineAppOptions {
  readonly signal: AbortSignal;
  /** Port of the loopback interface for metrics; 0: any; null: none. */
  readonly metricsPort: number | null;
  /** Whether this worker also queues what is due by the clock. */
  readonly schedules: boolean;
  /** Told each job that has ended. */
  readonly onEnded?: (job: EndedJob) => void;
  readonly onReady?: (facts: { readonly metricsPort: number | null }) => void;
}

/** Runs a worker until it is told to stop: opens what it needs, and closes it in order. */
export async function workUntilStopped(options: WorkerAppOptions): Promise<WorkerReport> {
  const metrics = new MetricRegistry();
  const opened = await openPipelineApp({ ...options, metrics });
  const { app, pipeline } = opened;
  let server: MetricsServer | null = null;
  let queue: JobQueue | null = null;
  try {
    server = options.metricsPort === null ? null : await serveMetrics(metrics, options.metricsPort);
    queue = await JobQueue.open(app.database, app.config.jobs);
    const log: Logger = createLogger(loggerOptions(app.config.logging));
    const watched = options.schedules ? calendars.map((calendar) => watch(calendar, app.database)) : [];
    options.onReady?.({ metricsPort: server?.port ?? null });
    const jobs = queue;
    const onEnded = options.onEnded && { onEnded: options.onEnded };
    return await together(options.signal, [
      (signal) =>
        runWorker({
          queue: jobs,
          handlers: jobHandlers(pipeline),
          concurrency: app.config.jobs.concurrency,
          signal,
          log,
          schedules: options.schedules
            ? [...schedulesOf(app.config.jobs, watched), aggregates(app.database)]
            : [],
          metrics,
          ...onEnded,
        }),
      (signal) => answerBeside(app, { signal, log, metrics, ...onEnded }),
    ]);
  } finally {
    await queue?.close();
    await server?.close();
    await opened.close();
  }
}

/** What users of the API ask is answered here too, unless the configuration leaves that to others. */
async function answerBeside(
  app: App,
  options: Pick<AnalysisWorkerOptions, 'signal' | 'log' | 'metrics' | 'onEnded'>,
): Promise<WorkerReport | null> {
  const { config, database } = app;
  if (config.api.analysis_concurrency === 0) return null;
  const lend = <Answer>(work: (open: Database) => Promise<Answer>) => work(database);
  const own = { read: lend, write: lend };
  return answerAnalyses({ config, use: (work) => work(app), database: own, ...options });
}

/** Runs workers side by side, and where one of them fails, ends the others. @returns what they did together */
async function together(
  signal: AbortSignal,
  workers: readonly ((signal: AbortSignal) => Promise<WorkerReport | null>)[],
): Promise<WorkerReport> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const reports = await Promise.allSettled(
    workers.map(async (run) => {
      try {
        return await run(either);
      } catch (error) {
        failed.abort();
        throw error;
      }
    }),
  );
  const sum = { done: 0, retry: 0, failed: 0, lost: 0, givenBack: 0 };
  for (const one of reports) {
    if (one.status === 'rejected') throw one.reason;
    for (const name of Object.keys(sum) as (keyof WorkerReport)[]) sum[name] += one.value?.[name] ?? 0;
  }
  return sum;
}

const aggregatesEveryMs = 5 * 60_000;

/** What jobs have written of old bars is aggregated for all of them together. */
function aggregates({ pool }: Database): Schedule {
  return {
    name: 'aggregates',
    nextRun: every(aggregatesEveryMs),
    jobs: async () => ((await areAggregatesDue(pool)) ? [{ kind: 'aggregates', data: {} }] : []),
  };
}

/** An exchange with the instruments on it. */
function watch(calendar: ExchangeCalendar, { pool }: Database): WatchedExchange {
  const isOn = ({ symbol, exchange }: Listed): boolean => calendarFor(symbol, exchange).id === calendar.id;
  return {
    id: calendar.id,
    sessionAfter: sessionAfter(calendar),
    symbols: async () => {
      const { rows } = await pool.query<Listed>('SELECT symbol, exchange FROM stocks ORDER BY symbol');
      return rows.filter(isOn).map(({ symbol }) => symbol);
    },
    intradaySeries: async () => {
      const { rows } = await pool.query<Listed & { interval: Interval }>(
        `SELECT DISTINCT symbol, coverage.interval, exchange FROM coverage JOIN stocks USING (symbol)
         WHERE coverage.interval = ANY ($1) AND NOT isempty(held + provisional) ORDER BY symbol, interval`,
        [Object.keys(intervals).filter((name) => isInterval(name) && isIntraday(name))],
      );
      return rows.filter(isOn).map(({ symbol, interval }) => ({ symbol, interval }));
    },
  };
}

interface Listed {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
}

function sessionAfter(calendar: ExchangeCalendar): SessionAfter {
  return (after) => {
    // From the day before: a session can end after midnight, by whatever clock.
    let day = calendar.nextSession(addDays(calendar.dayAt(after), -1));
    for (;;) {
      const session = calendar.session(day);
      if (session && session.close > after) return session;
      day = calendar.nextSession(addDays(day, 1));
    }
  };
}
