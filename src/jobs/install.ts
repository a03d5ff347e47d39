import { PgBoss } from 'pg-boss';
import manifest from 'pg-boss/package.json' with { type: 'json' };
import { messageOf, StockulaError } from '../domain/errors.ts';
import { advisoryLocks } from '../storage/timescale/advisory-locks.ts';
import type { QueueConnection } from './queue-connection.ts';

/** The queue of work on the data that is kept. */
export const queueName = 'stockula';

/** The queue of questions that take long, such as backtests. */
export const analysisQueueName = 'stockula-analyses';

const day = 86_400;

/**
 * pg-boss on our connection, without clocks of its own: nothing is asked of the database but what somebody asks for.
 * Workers have its maintenance done now and then (`JobQueue.maintain`).
 */
export function makeBoss(db: QueueConnection, migrate: boolean): PgBoss {
  const boss = new PgBoss({
    db,
    migrate,
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    reindex: false,
    monitorVacuum: false,
    queueCacheIntervalSeconds: day,
  });
  // What fails is told to whoever asked for it; what remains has no asker, and is asked for again.
  boss.on('error', () => undefined);
  return boss;
}

/**
 * Makes the queue in a database that has none, or brings an older one up to date. Several processes may do so at once.
 * @throws StockulaError DATABASE_UNSUITABLE where the user may not make it, or it was made by a newer version
 */
export async function installQueue(db: QueueConnection, name = queueName): Promise<void> {
  if (await isComplete(db, name)) return;
  try {
    const boss = makeBoss(db, true);
    await boss.start();
    await boss.createQueue(name, { policy: name === queueName ? 'singleton' : 'standard' });
    await boss.stop();
    await makeScheduleMarks(db);
  } catch (error) {
    throw isRefusal(error) ? notAllowed(error) : error;
  }
}

async function isComplete(db: QueueConnection, name: string): Promise<boolean> {
  const [made] = await db.rows<{ all: boolean }>(`SELECT to_regclass('pgboss.version') IS NOT NULL
    AND to_regclass('stockula.job_schedules') IS NOT NULL AS all`);
  if (!made?.all) return false;
  const [queue] = await db.rows<{ version: number; queues: number }>(
    `SELECT version, (SELECT count(*)::int FROM pgboss.queue WHERE name = $1) AS queues FROM pgboss.version`,
    [name],
  );
  const wanted = manifest.pgboss.schema;
  if (queue && queue.version > wanted) throw madeByNewer(queue.version, wanted);
  return queue?.version === wanted && queue.queues === 1;
}

/** When each schedule was last due: made here, with the queue, as a database without workers needs none. */
function makeScheduleMarks(db: QueueConnection): Promise<void> {
  return db.transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.installQueue]);
    await client.query(`CREATE TABLE IF NOT EXISTS stockula.job_schedules (
      name text PRIMARY KEY,
      last_due timestamptz NOT NULL
    )`);
  });
}

function madeByNewer(version: number, wanted: number): StockulaError {
  return new StockulaError('DATABASE_UNSUITABLE', {
    expected: `a job queue of version ${wanted} or older`,
    got: `version ${version}, made by a newer Stockula`,
    remedy: 'Update Stockula.',
  });
}

/** PostgreSQL's insufficient_privilege. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

function notAllowed(error: unknown): StockulaError {
  return new StockulaError(
    'DATABASE_UNSUITABLE',
    {
      expected: 'a database user who may create the schema pgboss and the tables of the job queue in it',
      got: messageOf(error),
      remedy:
        'Give that user CREATE on the database and on schema stockula, or open the queue once as the owner ("stockula jobs list").',
    },
    error,
  );
}
