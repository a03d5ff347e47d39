import type { PgBoss } from 'pg-boss';
import { StockulaError } from '../domain/errors.ts';
import type { Database } from '../storage/timescale/database.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import { Claims } from './claims.ts';
import { type Enqueued, enqueueWithin, type JobSettings } from './enqueue.ts';
import { installQueue, makeBoss, queueName } from './install.ts';
import { JobList } from './job-list.ts';
import type { JobRequest } from './kinds.ts';
import { QueueConnection } from './queue-connection.ts';
import { runDue, type Schedule } from './scheduler.ts';
import { errorText } from './stored-job.ts';

/** The queue of a database: whoever has work puts it in, workers take it out. */
export class JobQueue {
  readonly #db: QueueConnection;
  readonly #boss: PgBoss;
  readonly #settings: JobSettings;
  /** What is in the queue, and decisions about it. */
  readonly jobs: JobList;
  /** For workers. */
  readonly claims: Claims;

  private constructor(db: QueueConnection, boss: PgBoss, settings: JobSettings) {
    this.#db = db;
    this.#boss = boss;
    this.#settings = settings;
    this.jobs = new JobList(db, boss);
    this.claims = new Claims(db, boss, settings, { name: queueName });
  }

  /**
   * Opens the queue, made at its first use. It has connections of its own, to `database.session_url` where that is
   * set; while it is open, an embedded engine stays up.
   * @throws StockulaError DATABASE_UNSUITABLE or DATABASE_UNAVAILABLE
   */
  static async open(database: Pick<Database, 'openSessionPool'>, settings: JobSettings): Promise<JobQueue> {
    const db = await QueueConnection.open(database);
    try {
      await installQueue(db);
      const boss = makeBoss(db, false);
      await boss.start();
      return new JobQueue(db, boss, settings);
    } catch (error) {
      await db.close();
      throw isLostConnection(error) && !(error instanceof StockulaError) ? unavailable(error) : error;
    }
  }

  get settings(): JobSettings {
    return this.#settings;
  }

  /** Puts jobs that a user asks for into the queue, all or none; one that waits already is not queued again. */
  enqueue(requests: readonly JobRequest[]): Promise<Enqueued[]> {
    return this.#db.transaction((client, db) =>
      enqueueWithin({ boss: this.#boss, client, db, settings: this.#settings }, requests, 'asked'),
    );
  }

  /**
   * Puts the jobs of a schedule into the queue if it is due, once whoever else does so too.
   * @returns how many were queued; null: not due
   */
  runDue(schedule: Schedule, now = Date.now()): Promise<number | null> {
    return runDue(schedule, now, this.#db, (client, db) => ({
      boss: this.#boss,
      client,
      db,
      settings: this.#settings,
    }));
  }

  /** Removes jobs that were kept long enough. */
  maintain(): Promise<void> {
    return this.#boss.supervise(queueName);
  }

  /** New connections in place of lost ones; an embedded engine that went away is started again. */
  reconnect(): Promise<void> {
    return this.#db.reconnect();
  }

  async close(): Promise<void> {
    await this.#boss.stop({ graceful: false });
    await this.#db.close();
  }
}

function unavailable(error: unknown): StockulaError {
  return new StockulaError(
    'DATABASE_UNAVAILABLE',
    {
      expected: 'a database that accepts connections for the job queue',
      got: errorText(error),
      remedy:
        'Check that it runs, and that DATABASE_SESSION_URL, where set, names the same database without a pooler.',
    },
    error,
  );
}
