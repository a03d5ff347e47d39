import type { PgBoss } from 'pg-boss';
import { StockulaError } from '../domain/errors.ts';
import type { Database } from '../storage/timescale/database.ts';
import type { AnalysisKind } from './analysis-kinds.ts';
import {
  type AnalysisFilter,
  type AnalysisRecord,
  type AnalysisRow,
  readAnalysis,
} from './analysis-record.ts';
import { Claims } from './claims.ts';
import { type JobSettings, lockEnqueuing } from './enqueue.ts';
import { installQueue, makeBoss, analysisQueueName as queueName } from './install.ts';
import { QueueConnection } from './queue-connection.ts';
import type { StoredJob } from './stored-job.ts';

export interface AnalysisSettings extends JobSettings {
  /** How many questions of one user are answered at the same time, and how many may wait. */
  readonly runningPerUser: number;
  readonly waitingPerUser: number;
}

/** A question to be answered in the background. */
export interface NewAnalysis {
  readonly kind: AnalysisKind;
  readonly user: string;
  /** Plain JSON. */
  readonly question: unknown;
  /** The same for the same question under the same settings. */
  readonly key: string;
}

/** A second attempt is for those whose process died: what fails by itself fails again. */
const attempts = 2;
const longestSeconds = 3_600;

const select = `SELECT id, data, state::text, created_on AS "createdAt", started_on AS "startedAt",
  completed_on AS "endedAt", output FROM pgboss.job`;

/** Questions that take long: the API puts them in, workers answer them, and any process can tell how far they are. */
export class AnalysisQueue {
  readonly #db: QueueConnection;
  readonly #boss: PgBoss;
  readonly settings: AnalysisSettings;
  /** For workers. */
  readonly claims: Claims;

  private constructor(db: QueueConnection, boss: PgBoss, settings: AnalysisSettings) {
    this.#db = db;
    this.#boss = boss;
    this.settings = settings;
    this.claims = new Claims(db, boss, settings, {
      name: queueName,
      runningPerGroup: settings.runningPerUser,
    });
  }

  /** Opens the queue, made at its first use. @throws StockulaError DATABASE_UNSUITABLE, or what the database reports */
  static async open(
    database: Pick<Database, 'openSessionPool'>,
    settings: AnalysisSettings,
  ): Promise<AnalysisQueue> {
    const db = await QueueConnection.open(database);
    try {
      await installQueue(db, queueName);
      const boss = makeBoss(db, false);
      await boss.start();
      return new AnalysisQueue(db, boss, settings);
    } catch (error) {
      await db.close();
      throw error;
    }
  }

  /**
   * Puts a question into the queue, unless the same one of the same user waits or is being answered.
   * @returns its record, and whether it is new
   * @throws StockulaError TOO_MANY_REQUESTS where the user has too many that wait
   */
  submit({ kind, user, question, key }: NewAnalysis): Promise<{ record: AnalysisRecord; isNew: boolean }> {
    return this.#db.transaction(async (client, db) => {
      await lockEnqueuing(client);
      const { rows } = await client.query<AnalysisRow>(
        `${select} WHERE name = $1 AND state <= 'active' AND group_id = $2 ORDER BY created_on`,
        [queueName, user],
      );
      const same = rows.find(({ data }) => data.key === key);
      if (same) return { record: readAnalysis(same), isNew: false };
      const { waitingPerUser } = this.settings;
      const waiting = rows.filter(({ state }) => state !== 'active').length;
      if (waiting >= waitingPerUser) throw tooMany(waitingPerUser);
      const id = crypto.randomUUID();
      const data: StoredJob = { kind, data: { user, question }, key, origin: 'asked' };
      await this.#boss.insert(queueName, [{ id, data, group: { id: user }, ...this.#options }], { db });
      const inserted = await client.query<AnalysisRow>(`${select} WHERE name = $1 AND id = $2`, [
        queueName,
        id,
      ]);
      const [row] = inserted.rows;
      if (!row) throw new Error('a question was queued, and is not there');
      return { record: readAnalysis(row), isNew: true };
    });
  }

  get #options() {
    const { heartbeat_seconds, keep_finished } = this.settings;
    return {
      retryLimit: attempts - 1,
      retryDelay: 0,
      expireInSeconds: longestSeconds,
      heartbeatSeconds: heartbeat_seconds,
      deleteAfterSeconds: Math.ceil(keep_finished.ms / 1000),
    };
  }

  /** The newest first; `after`: those that follow that one. */
  async list({ user, kind, state, after, limit }: AnalysisFilter): Promise<AnalysisRecord[]> {
    const rows = await this.#db.rows<AnalysisRow>(
      `${select} WHERE name = $1 AND ($2::text IS NULL OR group_id = $2)
         AND ($3::text IS NULL OR data->>'kind' = $3) AND ($4::text[] IS NULL OR state::text = ANY ($4))
         AND ($5::uuid IS NULL OR (created_on, id) < (SELECT created_on, id FROM pgboss.job WHERE name = $1 AND id = $5))
       ORDER BY created_on DESC, id DESC LIMIT $6`,
      [
        queueName,
        user,
        kind ?? null,
        state === undefined ? null : queueStatesOf[state],
        after ?? null,
        limit,
      ],
    );
    return rows.map(readAnalysis);
  }

  /** Those of them that there are. */
  async find(ids: readonly string[]): Promise<AnalysisRecord[]> {
    const rows = await this.#db.rows<AnalysisRow>(`${select} WHERE name = $1 AND id = ANY ($2::uuid[])`, [
      queueName,
      ids,
    ]);
    return rows.map(readAnalysis);
  }

  /** Takes a question back; its worker is told with its next sign of life. @returns whether it had not ended */
  async cancel(id: string): Promise<boolean> {
    const { rowCount } = await this.#db.executeSql(
      `UPDATE pgboss.job SET state = 'cancelled', completed_on = now()
       WHERE name = $1 AND id = $2 AND state < 'completed'`,
      [queueName, id],
    );
    return (rowCount ?? 0) > 0;
  }

  /** Removes what was kept long enough. */
  maintain(): Promise<void> {
    return this.#boss.supervise(queueName);
  }

  /** New connections in place of lost ones. */
  reconnect(): Promise<void> {
    return this.#db.reconnect();
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
    await this.#db.close();
  }
}

const queueStatesOf = {
  waiting: ['created', 'retry'],
  running: ['active'],
  done: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const;

function tooMany(most: number): StockulaError {
  return new StockulaError('TOO_MANY_REQUESTS', {
    expected: `at most ${most} questions of yours to wait for an answer`,
    got: 'one more',
    remedy: 'Wait until some are answered, or cancel some: DELETE /api/v1/analyses/{id}.',
  });
}
