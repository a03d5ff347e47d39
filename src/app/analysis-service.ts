import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Analyses } from '../api/analyses.ts';
import type { FlagValues } from '../config/layers.ts';
import type { Config } from '../config/schema.ts';
import { StockulaError } from '../domain/errors.ts';
import type { AnalysisQueue } from '../jobs/analysis-queue.ts';
import { AnalysisWatch } from '../jobs/analysis-watch.ts';
import { analysisQueueName } from '../jobs/install.ts';
import { hashOf } from '../manager/runs/canonical.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metric-table.ts';
import { AnalysisThread } from './analysis-threads.ts';
import { analysisResults, openAnalyses } from './analysis-worker.ts';
import type { OwnDatabase } from './own-database.ts';

interface AnalysisServiceOptions {
  readonly configFile?: string | undefined;
  readonly values?: FlagValues | undefined;
  readonly config: () => Config;
  readonly database: OwnDatabase;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export type AnalysisService = Analyses & { close(): Promise<void> };

const lookEveryMs = 10_000;
const decompressed = promisify(gunzip);

/** Puts questions into the queue, tells how far they are, and keeps the thread that answers them. */
export function analysisService(options: AnalysisServiceOptions): AnalysisService {
  const { config, database, log, metrics, configFile, values } = options;
  const results = analysisResults(database);
  const thread = new AnalysisThread({ configFile, values }, log, metrics);
  const connection = new Connection(() => database.read((open) => openAnalyses(open, config())));
  const watch = new AnalysisWatch((ids) => connection.use((queue) => queue.find(ids)));
  const wake = (): void => {
    if (config().api.analysis_concurrency > 0) thread.wake();
  };
  const looking = lookForWork(database, config, wake);
  return {
    submit: async (asked) => {
      const { backtest, data, forecast, portfolio, backtest_optimization } = config();
      const settings = { backtest, data, forecast, portfolio, backtest_optimization };
      const key = hashOf({ kind: asked.kind, question: asked.question, settings });
      const submitted = await connection.use((queue) => queue.submit({ ...asked, key }));
      wake();
      return submitted;
    },
    list: (filter) => connection.use((queue) => queue.list(filter)),
    find: async (id) => (await connection.use((queue) => queue.find([id])))[0] ?? null,
    cancel: (id) => connection.use((queue) => queue.cancel(id)),
    answerOf: async (id) => {
      const kept = await results.find(id);
      return kept === null ? null : (await decompressed(kept)).toString();
    },
    watch: (id, listener) => watch.add(id, listener),
    close: async () => {
      clearInterval(looking);
      watch.close();
      await thread.close();
      await connection.close();
    },
  };
}

/** A queue that is opened when it is first needed, and anew after its database was lost. */
class Connection {
  readonly #open: () => Promise<AnalysisQueue>;
  #queue: Promise<AnalysisQueue> | null = null;

  constructor(open: () => Promise<AnalysisQueue>) {
    this.#open = open;
  }

  /** What is done must bear being done twice. */
  async use<Answer>(work: (queue: AnalysisQueue) => Promise<Answer>): Promise<Answer> {
    try {
      return await work(await this.#opened());
    } catch (error) {
      if (!isLostConnection(error) || error instanceof StockulaError) throw error;
      await this.close();
      return work(await this.#opened());
    }
  }

  async close(): Promise<void> {
    const queue = this.#queue;
    this.#queue = null;
    // A queue that never opened, or whose connections are lost, has nothing to end.
    await queue?.then((opened) => opened.close()).catch(() => undefined);
  }

  #opened(): Promise<AnalysisQueue> {
    const opening = this.#queue ?? this.#open();
    this.#queue = opening;
    opening.catch(() => {
      if (this.#queue === opening) this.#queue = null;
    });
    return opening;
  }
}

/** What was queued before a restart, or by a process that has ended since, is answered without being asked for again. */
function lookForWork(database: OwnDatabase, config: () => Config, wake: () => void): NodeJS.Timeout {
  const look = async (): Promise<void> => {
    // No database is opened for that, nor made, where a legacy file answers.
    if (config().storage.backend !== 'timescale') return;
    const isWaiting = await database.read(async ({ pool }) => {
      const { rows } = await pool.query<{ made: boolean }>(
        `SELECT to_regclass('pgboss.queue') IS NOT NULL AS made`,
      );
      if (!rows[0]?.made) return false;
      const found = await pool.query(`SELECT FROM pgboss.job WHERE name = $1 AND state <= 'active' LIMIT 1`, [
        analysisQueueName,
      ]);
      return found.rows.length > 0;
    });
    if (isWaiting) wake();
  };
  // A database that is away is looked at again.
  const tryToLook = (): void => void look().catch(() => undefined);
  tryToLook();
  return setInterval(tryToLook, lookEveryMs).unref();
}
