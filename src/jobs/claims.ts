import type { JobAttempt, JobWithMetadata, PgBoss } from 'pg-boss';
import type { JobSettings } from './enqueue.ts';
import type { JobFailure } from './failure.ts';
import type { QueueConnection, SqlRunner } from './queue-connection.ts';
import type { JobOutput, JobProgress, StoredJob } from './stored-job.ts';
import { correctFutureTimes } from './wrong-clock.ts';

/** What workers take jobs from. */
export interface ClaimedQueue {
  readonly name: string;
  /** How many of one group run at the same time; by default any number. */
  readonly runningPerGroup?: number;
}

export type ClaimedJob = JobWithMetadata<StoredJob>;

/** What became of a job whose attempt failed; null: it was no longer this worker's. */
export type FailedOutcome = { readonly state: 'retry' | 'failed'; readonly nextAttemptAt: Date } | null;

/** Rows of attempts, told apart from later attempts at the same jobs. */
const isClaim = `name = $1 AND state = 'active' AND (id::text || ':' || retry_count::text) = ANY ($2)`;
const claimsOf = (jobs: readonly JobAttempt[]): string[] =>
  jobs.map(({ id, retryCount }) => `${id}:${retryCount}`);

/** pg-boss tells how many rows it changed; its types do not say so. */
function affectedBy(response: object): number {
  return 'affected' in response ? Number(response.affected) : 0;
}

/**
 * Jobs that workers have taken. A claim is one attempt at a job; whoever has lost it (cancelled, silent for too long)
 * changes nothing any more.
 */
export class Claims {
  readonly #db: QueueConnection;
  readonly #boss: PgBoss;
  readonly #settings: Pick<JobSettings, 'keep_failed'>;
  readonly #queue: ClaimedQueue;

  constructor(
    db: QueueConnection,
    boss: PgBoss,
    settings: Pick<JobSettings, 'keep_failed'>,
    queue: ClaimedQueue,
  ) {
    this.#db = db;
    this.#boss = boss;
    this.#settings = settings;
    this.#queue = queue;
  }

  /** Takes up to so many jobs, the most urgent first, of each lane one, and none of a lane in which one runs. */
  take(count: number): Promise<ClaimedJob[]> {
    const { name, runningPerGroup } = this.#queue;
    return this.#boss.fetch<StoredJob>(name, {
      batchSize: count,
      includeMetadata: true,
      ...(runningPerGroup !== undefined && { groupConcurrency: runningPerGroup }),
    });
  }

  /** Tells that the worker is alive. @returns the ids of the jobs that are still its own */
  async beat(jobs: readonly JobAttempt[]): Promise<ReadonlySet<string>> {
    const rows = await this.#db.rows<{ id: string }>(
      `UPDATE pgboss.job SET heartbeat_on = now() WHERE ${isClaim} RETURNING id`,
      [this.#queue.name, claimsOf(jobs)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async report(job: JobAttempt, progress: JobProgress): Promise<void> {
    await this.#db.executeSql(
      `UPDATE pgboss.job SET output = coalesce(output, '{}') || $3::jsonb WHERE ${isClaim}`,
      [this.#queue.name, claimsOf([job]), JSON.stringify({ progress } satisfies JobOutput)],
    );
  }

  /** @returns whether it was still this worker's */
  async complete(job: JobAttempt, result: unknown): Promise<boolean> {
    const output: JobOutput = { result: result ?? null };
    return affectedBy(await this.#boss.complete(this.#queue.name, job, output)) > 0;
  }

  /** Ends an attempt that failed: the job waits for its next one, or lies among the dead letters. */
  fail(job: JobAttempt, failure: JobFailure): Promise<FailedOutcome> {
    return this.#db.transaction(async (_, db) => this.#failWithin(db, job, failure));
  }

  async #failWithin(db: SqlRunner, job: JobAttempt, failure: JobFailure): Promise<FailedOutcome> {
    if (failure.isFinal) {
      await db.executeSql(
        `UPDATE pgboss.job SET retry_limit = least(retry_limit, retry_count) WHERE ${isClaim}`,
        [this.#queue.name, claimsOf([job])],
      );
    }
    const output: JobOutput = {
      error: failure.text,
      failedAt: new Date().toISOString(),
      ...(failure.problem && { problem: failure.problem }),
    };
    // Its claim fences it; the row it leaves behind carries the wait of the exponential backoff.
    const affected = affectedBy(await this.#boss.fail(this.#queue.name, job, output, { db }));
    if (affected === 0) return null;
    const { rows } = await db.executeSql(
      `UPDATE pgboss.job SET
         start_after = CASE WHEN state = 'failed' THEN start_after WHEN $3::float8 IS NULL THEN now()
           ELSE greatest(start_after, now() + $3 * interval '1 millisecond') END,
         deletion_seconds = CASE WHEN state = 'failed' THEN $4 ELSE deletion_seconds END
       WHERE name = $1 AND id = $2 RETURNING state, start_after AS "nextAttemptAt"`,
      [this.#queue.name, job.id, failure.leastDelayMs, Math.ceil(this.#settings.keep_failed.ms / 1000)],
    );
    return rows[0] ?? null;
  }

  /** Puts jobs back that their worker did not finish: others take them at once, and it counts as no attempt. @returns how many were still theirs */
  async giveBack(jobs: readonly JobAttempt[]): Promise<number> {
    // The count of attempts grows with the next claim, which tells it from this one; so the limit grows too.
    const { rowCount } = await this.#db.executeSql(
      `UPDATE pgboss.job SET state = 'retry', retry_limit = retry_limit + 1, start_after = now(), heartbeat_on = NULL
       WHERE ${isClaim}`,
      [this.#queue.name, claimsOf(jobs)],
    );
    return rowCount ?? 0;
  }

  /** Takes jobs from workers that are silent or overdue, as a failed attempt: what kills workers must not go on for ever. */
  recover(): Promise<number> {
    return this.#db.transaction(async (client, db) => {
      await correctFutureTimes(client, this.#queue.name);
      const { rows } = await client.query<JobAttempt & { overdue: boolean }>(
        `SELECT id, retry_count AS "retryCount", started_on + expire_seconds * interval '1 second' < now() AS overdue
         FROM pgboss.job
         WHERE name = $1 AND state = 'active' AND (heartbeat_on + heartbeat_seconds * interval '1 second' < now()
           OR started_on + (expire_seconds + heartbeat_seconds) * interval '1 second' < now())
         FOR UPDATE SKIP LOCKED`,
        [this.#queue.name],
      );
      for (const { overdue, ...job } of rows) {
        const text = overdue ? 'It took too long, and its worker did not end it.' : 'Its worker fell silent.';
        await this.#failWithin(db, job, { text, isFinal: false, leastDelayMs: null });
      }
      return rows.length;
    });
  }
}
