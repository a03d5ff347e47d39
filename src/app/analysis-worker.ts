import type { Config } from '../config/schema.ts';
import type { AnalysisResults } from '../domain/analysis-results.ts';
import { analysisFailure } from '../jobs/analysis-failure.ts';
import { AnalysisQueue, type AnalysisSettings } from '../jobs/analysis-queue.ts';
import { type EndedJob, runWorker, type WorkedQueue, type WorkerReport } from '../jobs/worker.ts';
import { TimescaleAnalysisResults } from '../storage/timescale/analysis-results.ts';
import type { Database } from '../storage/timescale/database.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metric-table.ts';
import { analysisHandlers } from './analysis-handlers.ts';
import type { MarketService } from './market-service.ts';
import type { OwnDatabase } from './own-database.ts';

export interface AnalysisWorkerOptions {
  readonly config: Config;
  readonly use: MarketService['use'];
  readonly database: Pick<OwnDatabase, 'read' | 'write'>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly metrics?: Metrics;
  readonly onEnded?: (job: EndedJob) => void;
  readonly onStarted?: (wake: () => void) => void;
}

/** Whoever cancels waits that long for the threads to be free again. */
const beatMs = 1_000;

/** Answers questions of the queue until it is told to stop. What runs then is given back: others begin it anew. */
export async function answerAnalyses(options: AnalysisWorkerOptions): Promise<WorkerReport> {
  const { config, use, database, log, signal, metrics, onEnded, onStarted } = options;
  const queue = await database.read((open) => openAnalyses(open, config));
  const results = analysisResults(database);
  try {
    return await runWorker({
      queue: keepingResults(queue, results),
      handlers: analysisHandlers(use, results),
      failureOf: analysisFailure,
      concurrency: config.api.analysis_concurrency,
      signal,
      log,
      beatMs,
      ...(metrics && { metrics }),
      ...(onEnded && { onEnded }),
      ...(onStarted && { onStarted }),
    });
  } finally {
    await queue.close();
  }
}

export function openAnalyses(database: Database, { api, jobs }: Config): Promise<AnalysisQueue> {
  const settings: AnalysisSettings = {
    ...jobs,
    keep_finished: api.keep_analyses,
    keep_failed: api.keep_analyses,
    // An answer that nobody can wait for is begun anew by the next process.
    stop_grace_seconds: 0,
    runningPerUser: api.analyses_running,
    waitingPerUser: api.analyses_waiting,
  };
  return AnalysisQueue.open(database, settings);
}

export function analysisResults(database: Pick<OwnDatabase, 'read' | 'write'>): AnalysisResults {
  const of = ({ pool }: Database) => new TimescaleAnalysisResults(pool);
  return {
    save: (id, answer) => database.write((open) => of(open).save(id, answer)),
    find: (id) => database.read((open) => of(open).find(id)),
    forget: (olderThanMs) => database.write((open) => of(open).forget(olderThanMs)),
  };
}

function keepingResults(queue: AnalysisQueue, results: AnalysisResults): WorkedQueue {
  const { settings, claims } = queue;
  return {
    settings,
    claims,
    reconnect: () => queue.reconnect(),
    maintain: async () => {
      await queue.maintain();
      await results.forget(settings.keep_finished.ms);
    },
  };
}
