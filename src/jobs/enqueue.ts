import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { Config } from '../config/schema.ts';
import { advisoryLocks } from '../storage/timescale/advisory-locks.ts';
import { queueName } from './install.ts';
import { type JobKind, type JobRequest, jobKinds, keyOf, laneOf, together } from './kinds.ts';
import type { SqlRunner } from './queue-connection.ts';
import type { StoredJob } from './stored-job.ts';

export type JobSettings = Pick<
  Config['jobs'],
  'heartbeat_seconds' | 'keep_finished' | 'keep_failed' | 'stop_grace_seconds' | 'poll_seconds'
>;

/** What became of a request. */
export interface Enqueued {
  readonly id: string;
  readonly kind: JobKind;
  /** `waiting`: a job for the same work waits already and does this one's too. */
  readonly outcome: 'queued' | 'waiting';
}

/** What a person waits for goes before what the clock wants. */
export const priorities = { asked: 10, scheduled: 0 } as const;

interface Waiting {
  readonly id: string;
  readonly data: StoredJob;
  readonly priority: number;
}

export interface EnqueueContext {
  readonly boss: PgBoss;
  /** In a transaction. */
  readonly client: pg.PoolClient;
  readonly db: SqlRunner;
  readonly settings: JobSettings;
}

/**
 * Puts jobs into the queue within a transaction, each unless one with its key waits: that one then reaches as far and
 * is as urgent as both. It keeps its time: a source that asked to be left alone is not asked sooner.
 */
export async function enqueueWithin(
  context: EnqueueContext,
  requests: readonly JobRequest[],
  origin: string,
): Promise<Enqueued[]> {
  const { client, boss, db, settings } = context;
  const priority = origin === 'asked' ? priorities.asked : priorities.scheduled;
  await lockEnqueuing(client);
  const waiting = await waitingFor(client, requests);
  const fresh = new Map<string, JobRequest>();
  const outcomes: (() => Enqueued)[] = [];
  const ids = new Map<string, string>();
  for (const request of requests) {
    const key = keyOf(request);
    const found = waiting.get(key);
    if (found) {
      waiting.set(key, await widen(context, found, request, priority));
      outcomes.push(() => ({ id: found.id, kind: request.kind, outcome: 'waiting' }));
      continue;
    }
    const twin = fresh.get(key);
    fresh.set(key, twin ? together(twin, request) : request);
    const outcome = twin ? 'waiting' : 'queued';
    outcomes.push(() => ({ id: ids.get(key) ?? '', kind: request.kind, outcome }));
  }
  const jobs = [...fresh].map(([key, job]) => ({
    ...optionsOf(job, settings),
    id: crypto.randomUUID(),
    priority,
    data: { ...job, key, origin } satisfies StoredJob,
  }));
  for (const { id, data } of jobs) ids.set(data.key, id);
  if (jobs.length > 0) await boss.insert(queueName, jobs, { db });
  return outcomes.map((outcome) => outcome());
}

/** Until the end of the transaction nobody else queues: what was found waiting is all there is. */
export async function lockEnqueuing(client: pg.PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.enqueue]);
}

/** The jobs that wait for the same work, by key. */
export async function waitingFor(
  client: pg.PoolClient,
  requests: readonly JobRequest[],
): Promise<Map<string, Waiting>> {
  const { rows } = await client.query<Waiting>(
    `SELECT id, data, priority FROM pgboss.job
     WHERE name = $1 AND state < 'active' AND singleton_key = ANY ($2) AND data->>'key' = ANY ($3)`,
    [queueName, requests.map(laneOf), requests.map(keyOf)],
  );
  return new Map(rows.map((row) => [row.data.key, row]));
}

/** Has a waiting job do the work of another one too. */
export async function widen(
  { boss, db }: Pick<EnqueueContext, 'boss' | 'db'>,
  waiting: Waiting,
  request: JobRequest,
  priority: number,
): Promise<Waiting> {
  const asked = Math.max(waiting.priority, priority);
  const { data } = together({ kind: waiting.data.kind, data: waiting.data.data } as JobRequest, request);
  const isSame = JSON.stringify(data) === JSON.stringify(waiting.data.data);
  if (isSame && asked === waiting.priority) return waiting;
  const wider = { ...waiting, priority: asked, data: { ...waiting.data, data } };
  await boss.update(queueName, wider.data, { id: waiting.id, priority: asked, db });
  return wider;
}

function optionsOf(job: JobRequest, settings: JobSettings) {
  const policy = jobKinds[job.kind];
  return {
    singletonKey: laneOf(job),
    retryLimit: policy.attempts - 1,
    retryDelay: policy.delaySeconds,
    retryDelayMax: policy.mostDelaySeconds,
    retryBackoff: true,
    expireInSeconds: policy.expireSeconds,
    heartbeatSeconds: settings.heartbeat_seconds,
    deleteAfterSeconds: Math.ceil(settings.keep_finished.ms / 1000),
  };
}
