import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { StockulaError } from '../domain/errors.ts';
import { lockEnqueuing, priorities, waitingFor, widen } from './enqueue.ts';
import { queueName } from './install.ts';

import { type JobFilter, type JobRecord, type JobRow, readJob, selectJobs, statesOf } from './job-record.ts';
import { jobKinds } from './kinds.ts';
import type { QueueConnection, SqlRunner } from './queue-connection.ts';

/** What became of a job that was to be tried again or cancelled. */
export interface Decided {
  readonly id: string;
  /** `waiting`: a job for the same work waits already; the old one is gone. `unchanged`: its state does not allow it. */
  readonly outcome: 'retried' | 'waiting' | 'cancelled' | 'unchanged';
  /** The state it was in. */
  readonly was: JobRecord['state'];
}

const isEnded = `name = $1 AND id = $2 AND state IN ('failed', 'cancelled')`;
/** Fewer characters are more likely a slip than a name. */
const beginsId = /^[0-9a-f][0-9a-f-]{3,35}$/;

/** The jobs of the queue, and decisions about them. Failed ones are the dead letters: their attempts are used up. */
export class JobList {
  readonly #db: QueueConnection;
  readonly #boss: PgBoss;

  constructor(db: QueueConnection, boss: PgBoss) {
    this.#db = db;
    this.#boss = boss;
  }

  /** Jobs, what runs first, then what waits in its order, then what ended last. */
  async list({ state, kind, symbol, limit = 1000 }: JobFilter = {}): Promise<JobRecord[]> {
    const rows = await this.#db.rows<JobRow>(
      `${selectJobs} WHERE name = $1
         AND ($2::text[] IS NULL OR state::text = ANY ($2))
         AND ($3::text IS NULL OR data->>'kind' = $3)
         AND ($4::text IS NULL OR data->'data'->>'symbol' = $4)
       ORDER BY array_position('{active,retry,created}'::text[], state::text), completed_on DESC, priority DESC,
         start_after, created_on, id
       LIMIT $5`,
      [queueName, state ? statesOf[state] : null, kind ?? null, symbol ?? null, limit],
    );
    return rows.map(readJob);
  }

  /**
   * @param ids whole, or as many of their first characters as tell one job from all others
   * @throws StockulaError NOT_FOUND where one of them is unknown, USAGE where it is the beginning of several
   */
  async find(ids: readonly string[]): Promise<JobRecord[]> {
    const asked = ids.map((id) => id.toLowerCase());
    const rows = await this.#db.rows<JobRow>(
      `${selectJobs} WHERE name = $1 AND id::text LIKE ANY ($2) ORDER BY id`,
      [queueName, asked.filter((id) => beginsId.test(id)).map((id) => `${id}%`)],
    );
    const jobs = rows.map(readJob);
    const found = asked.map((id) => (beginsId.test(id) ? jobs.filter((job) => job.id.startsWith(id)) : []));
    const unknown = ids.filter((_, at) => found[at]?.length === 0);
    if (unknown.length > 0) throw unknownJobs(unknown);
    const several = found.find((some) => some.length > 1);
    if (several) throw ambiguousJobs(several);
    return [...new Set(found.flat())];
  }

  /**
   * Has failed or cancelled jobs tried again from now on, with all attempts of their kind.
   * @throws StockulaError NOT_FOUND where one of them is unknown; nothing is changed then
   */
  async retry(ids: readonly string[]): Promise<Decided[]> {
    const jobs = await this.find(ids);
    return this.#db.transaction(async (client, db) => {
      await lockEnqueuing(client);
      const decided: Decided[] = [];
      for (const job of jobs)
        decided.push({ id: job.id, was: job.state, outcome: await this.#retryOne(client, db, job) });
      return decided;
    });
  }

  async #retryOne(
    client: pg.PoolClient,
    db: SqlRunner,
    { id, request }: JobRecord,
  ): Promise<Decided['outcome']> {
    const [waiting] = (await waitingFor(client, [request])).values();
    if (waiting) {
      const { rowCount } = await client.query(`DELETE FROM pgboss.job WHERE ${isEnded}`, [queueName, id]);
      if (rowCount === 0) return 'unchanged';
      await widen({ boss: this.#boss, db }, waiting, request, priorities.asked);
      return 'waiting';
    }
    const { rowCount } = await client.query(
      `UPDATE pgboss.job SET state = 'retry', retry_limit = retry_count + $3, completed_on = NULL, start_after = now(),
         keep_until = now() + interval '14 days', priority = $4
       WHERE ${isEnded}`,
      [queueName, id, jobKinds[request.kind].attempts, priorities.asked],
    );
    return rowCount === 0 ? 'unchanged' : 'retried';
  }

  /** As `retry`, for all dead letters. */
  async retryFailed(filter: Pick<JobFilter, 'kind' | 'symbol'> = {}): Promise<Decided[]> {
    const failed = await this.list({ ...filter, state: 'failed', limit: 100_000 });
    return this.retry(failed.map(({ id }) => id));
  }

  /**
   * Takes jobs out of the queue. One that runs is told to stop when its worker next reports.
   * @throws StockulaError NOT_FOUND where one of them is unknown; nothing is changed then
   */
  async cancel(ids: readonly string[]): Promise<Decided[]> {
    const jobs = await this.find(ids);
    const rows = await this.#db.rows<{ id: string }>(
      `UPDATE pgboss.job SET state = 'cancelled', completed_on = now()
       WHERE name = $1 AND id = ANY ($2::uuid[]) AND state < 'completed' RETURNING id`,
      [queueName, jobs.map(({ id }) => id)],
    );
    const cancelled = new Set(rows.map(({ id }) => id));
    return jobs.map(({ id, state: was }) => ({
      id,
      was,
      outcome: cancelled.has(id) ? 'cancelled' : 'unchanged',
    }));
  }
}

function ambiguousJobs(jobs: readonly JobRecord[]): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'enough of the id to tell one job from all others',
    got: `the beginning of ${jobs.map(({ id }) => id).join(', ')}`,
    remedy: 'Give more of it. Nothing was changed.',
  });
}

function unknownJobs(ids: readonly string[]): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'the id of a job in the queue',
    got: ids.map((id) => `"${id}"`).join(', '),
    remedy:
      'See "stockula jobs list" for the ids; jobs that ended long ago are removed. Nothing was changed.',
  });
}
