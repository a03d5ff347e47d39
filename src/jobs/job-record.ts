import { type JobKind, type JobRequest, symbolOf } from './kinds.ts';
import type { JobOutput, JobProgress, StoredJob } from './stored-job.ts';

/** The states of a job, and how the queue's table calls them. */
export const statesOf = {
  waiting: ['created'],
  retrying: ['retry'],
  running: ['active'],
  done: ['completed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
} as const satisfies Record<string, readonly string[]>;

export type JobState = keyof typeof statesOf;

export interface JobFilter {
  readonly state?: JobState | undefined;
  readonly kind?: JobKind | undefined;
  readonly symbol?: string | undefined;
  /** Default: 1000. */
  readonly limit?: number;
}

/** A job as the queue knows it. */
export interface JobRecord {
  readonly id: string;
  readonly request: JobRequest;
  readonly symbol: string | null;
  readonly state: JobState;
  /** `asked`, or the run of a schedule. */
  readonly origin: string;
  readonly priority: number;
  /** Attempts that were begun, of how many. */
  readonly attempts: number;
  readonly mostAttempts: number;
  readonly createdAt: Date;
  /** When it may be taken, or could be. */
  readonly startsAfter: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly progress: JobProgress | null;
  /** Why its last attempt failed, and when. */
  readonly error: string | null;
  readonly failedAt: Date | null;
  readonly result: unknown;
}

export interface JobRow {
  readonly id: string;
  readonly data: StoredJob;
  readonly state: string;
  readonly priority: number;
  readonly retryCount: number;
  readonly retryLimit: number;
  readonly createdAt: Date;
  readonly startsAfter: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly output: JobOutput | null;
}

export const selectJobs = `SELECT id, data, state::text, priority, retry_count AS "retryCount",
  retry_limit AS "retryLimit", created_on AS "createdAt", start_after AS "startsAfter", started_on AS "startedAt",
  completed_on AS "endedAt", output FROM pgboss.job`;

export function readJob(row: JobRow): JobRecord {
  const { id, data, output, priority, createdAt, startsAfter, startedAt, endedAt } = row;
  const request = { kind: data.kind, data: data.data } as JobRequest;
  return {
    id,
    request,
    symbol: symbolOf(request),
    state: stateOf(row.state),
    origin: data.origin,
    priority,
    attempts: startedAt === null ? 0 : row.retryCount + 1,
    mostAttempts: row.retryLimit + 1,
    createdAt,
    startsAfter,
    startedAt,
    endedAt,
    progress: output?.progress ?? null,
    error: output?.error ?? null,
    failedAt: output?.failedAt === undefined ? null : new Date(output.failedAt),
    result: output?.result ?? null,
  };
}

function stateOf(name: string): JobState {
  const found = Object.entries(statesOf).find(([, names]) => (names as readonly string[]).includes(name));
  if (!found) throw new Error(`the queue has a job in the unknown state ${name}`);
  return found[0] as JobState;
}
