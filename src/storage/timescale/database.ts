import pg from 'pg';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { connectEmbedded, type EmbeddedOptions } from '../embedded/connect.ts';
import { type Edition, readEdition } from './edition.ts';

/** Where the database is: our own embedded engine, or a server by URL. */
export type DatabaseTarget =
  | ({ readonly kind: 'embedded' } & EmbeddedOptions)
  | {
      readonly kind: 'server';
      readonly url: string;
      /** The same database without a pooler that lends connections for a transaction; default: `url`. */
      readonly sessionUrl?: string;
    };

/** An open database that is known to have TimescaleDB. */
export interface Database {
  readonly kind: DatabaseTarget['kind'];
  readonly pool: pg.Pool;
  readonly edition: Edition;
  /** For messages: where it is, without a password. */
  readonly place: string;
  /** Opens a connection that keeps its session, as listening needs. The caller ends it. */
  openSession(): Promise<pg.Client>;
  /** Opens a pool of such connections; an embedded engine that stopped is started again. The caller ends it. */
  openSessionPool(size: number): Promise<pg.Pool>;
  close(): Promise<void>;
}

const connectTimeoutMs = 10_000;
/** The embedded engine has one backend; more connections would only queue there instead of here. */
const poolSize = { embedded: 4, server: 10 } as const;

/**
 * Connects, and refuses a database without TimescaleDB.
 * @throws StockulaError DATABASE_UNAVAILABLE, DATABASE_UNSUITABLE, or what the embedded engine reports
 */
export async function openDatabase(target: DatabaseTarget): Promise<Database> {
  const place = describeTarget(target);
  // The embedded database stops when nobody is connected; to those who have it open it must not.
  const pool = await openPool(target, { max: poolSize[target.kind], min: 1, application_name: 'stockula' });
  try {
    const edition = await readEdition(pool, place);
    return {
      kind: target.kind,
      pool,
      edition,
      place,
      openSession: () => connectSession(target),
      openSessionPool: (max) => openPool(sessionTarget(target), { max, application_name: 'stockula jobs' }),
      close: () => pool.end(),
    };
  } catch (error) {
    await pool.end();
    if (error instanceof StockulaError) throw error;
    throw unavailable(place, error);
  }
}

async function openPool(target: DatabaseTarget, settings: pg.PoolConfig): Promise<pg.Pool> {
  const pool = new pg.Pool({
    ...(await connectionSettings(target)),
    ...settings,
    connectionTimeoutMillis: connectTimeoutMs,
  });
  // A connection lost while idle is replaced by the pool; whoever queries next sees a real problem.
  pool.on('error', () => undefined);
  // Also while it is in use: its query fails by itself, and an event nobody listens to would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

function describeTarget(target: DatabaseTarget): string {
  if (target.kind === 'embedded') return `embedded in ${target.dataDirectory}`;
  const { username, hostname, port, pathname, searchParams: given } = new URL(target.url);
  // As pg reads it: parameters come before the parts of the URL they name, and %2F makes a host of a folder.
  const user = given.get('user') || username;
  const host = given.get('host') || decodeURIComponent(hostname) || 'localhost';
  return `${user ? `${user}@` : ''}${host}:${given.get('port') || port || 5432}${pathname}`;
}

async function connectionSettings(target: DatabaseTarget): Promise<pg.PoolConfig> {
  if (target.kind === 'server') return { connectionString: target.url };
  const { host, port } = await connectEmbedded(target);
  return { host, port, user: 'stockula', database: 'stockula' };
}

function sessionTarget(target: DatabaseTarget): DatabaseTarget {
  return target.kind === 'server' ? { ...target, url: target.sessionUrl ?? target.url } : target;
}

async function connectSession(target: DatabaseTarget): Promise<pg.Client> {
  const client = new pg.Client({
    ...(await connectionSettings(sessionTarget(target))),
    application_name: 'stockula session',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  await client.connect();
  return client;
}

function unavailable(place: string, error: unknown): StockulaError {
  const detail = error instanceof AggregateError ? error.errors.map(messageOf).join('; ') : messageOf(error);
  return new StockulaError(
    'DATABASE_UNAVAILABLE',
    {
      expected: `a TimescaleDB that accepts connections at ${place}`,
      got: detail,
      remedy:
        'Check that it runs and that DATABASE_URL has the right host, user and password, or unset DATABASE_URL to use the embedded database.',
    },
    error,
  );
}
