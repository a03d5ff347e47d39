import type pg from 'pg';
import type { EpochMs } from '../domain/nominal.ts';
import { type EnqueueContext, enqueueWithin } from './enqueue.ts';
import type { JobRequest } from './kinds.ts';
import type { QueueConnection, SqlRunner } from './queue-connection.ts';

/** The first moment after another at which something is due; null: never again. */
export type NextRun = (after: EpochMs) => EpochMs | null;

/** Work that the clock wants done. */
export interface Schedule {
  /** As in `daily:XNYS`; the time of the last run is kept under it. */
  readonly name: string;
  readonly nextRun: NextRun;
  /** What is to be done for the run that was due then. */
  jobs(due: EpochMs): Promise<readonly JobRequest[]>;
}

type ContextOf = (client: pg.PoolClient, db: SqlRunner) => EnqueueContext;

/** Clocks of workers differ by less; a run that lies further ahead is of a clock that was wrong, and set right since. */
const clockSkewMs = 3_600_000;

/**
 * The jobs and the mark that they were queued are one transaction, so that a run happens once whoever sees it due. Runs
 * that nobody was there for are made up for by one. A schedule that is seen for the first time begins now, and so does
 * one whose last run is yet to come: it would rest until then.
 */
export async function runDue(
  schedule: Schedule,
  now: number,
  db: QueueConnection,
  contextOf: ContextOf,
): Promise<number | null> {
  const last = await lastDue(schedule.name, now, db);
  const due = schedule.nextRun(last);
  if (due === null || due > now) return null;
  // Asked for before the transaction: it may ask the database, whose only backend an embedded transaction holds.
  const requests = await schedule.jobs(due);
  return db.transaction(async (client, runner) => {
    const { rowCount } = await client.query(
      `UPDATE stockula.job_schedules SET last_due = $3
       WHERE name = $1 AND date_trunc('milliseconds', last_due) = $2`,
      [schedule.name, new Date(last), new Date(now)],
    );
    if (rowCount === 0) return null;
    const origin = `${schedule.name}:${new Date(due).toISOString()}`;
    const queued = await enqueueWithin(contextOf(client, runner), requests, origin);
    return queued.filter(({ outcome }) => outcome === 'queued').length;
  });
}

async function lastDue(name: string, now: number, db: QueueConnection): Promise<EpochMs> {
  const known = 'SELECT last_due FROM stockula.job_schedules WHERE name = $1';
  const [row] = await db.rows<{ last_due: Date }>(known, [name]);
  if (row && row.last_due.getTime() <= now + clockSkewMs) return row.last_due.getTime() as EpochMs;
  if (row) {
    await db.executeSql('UPDATE stockula.job_schedules SET last_due = $3 WHERE name = $1 AND last_due > $2', [
      name,
      new Date(now + clockSkewMs),
      new Date(now),
    ]);
  }
  await db.executeSql(
    'INSERT INTO stockula.job_schedules (name, last_due) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [name, new Date(now)],
  );
  const [made] = await db.rows<{ last_due: Date }>(known, [name]);
  return (made?.last_due.getTime() ?? now) as EpochMs;
}
