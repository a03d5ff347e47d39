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
    return await runWorker({
      queue,
      handlers: jobHandlers(pipeline),
      concurrency: app.config.jobs.concurrency,
      signal: options.signal,
      log,
      schedules: options.schedules
        ? [...schedulesOf(app.config.jobs, watched), aggregates(app.database)]
        : [],
      metrics,
      ...(options.onEnded && { onEnded: options.onEnded }),
    });
  } finally {
    await queue?.close();
    await server?.close();
    await opened.close();
  }
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
