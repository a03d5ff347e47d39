import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { holderOf } from '../../../src/storage/embedded/holder.ts';
import { type Database, openDatabase } from '../../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import type { DatabaseServer } from '../../support/servers/postgres.ts';
import { findServer } from '../../support/servers/servers.ts';

/** Where the same tests run: our own engine, and servers of both editions. */
export const targetNames = ['embedded', 'community', 'apache'] as const;
export type TargetName = (typeof targetNames)[number];

/** Makes empty databases; all of them are gone after `stop`. */
export interface Target {
  /** An empty database, opened. Close it, or leave that to `stop`. */
  empty(): Promise<Database>;
  /** The same, with the schema in it. */
  upgraded(): Promise<Database>;
  /** Another connection pool on the same database. */
  openAgain(database: Database): Promise<Database>;
  stop(): Promise<void>;
}

export interface FoundTarget {
  /** For the title of a block of tests: the name, and why they are skipped if they are. */
  readonly title: string;
  readonly missing: string | null;
  start(): Promise<Target>;
}

export async function findTarget(name: TargetName): Promise<FoundTarget> {
  if (name === 'embedded') return { title: name, missing: null, start: async () => embeddedTarget() };
  const found = await findServer(name);
  if (found.missing === null) {
    const { value } = found;
    return { title: name, missing: null, start: async () => serverTarget(await value()) };
  }
  return {
    title: skippedTitle(name, found.missing),
    missing: found.missing,
    start: () => Promise.reject(new Error(found.missing)),
  };
}

/** A title that says why a block of tests does not run. */
export function skippedTitle(name: string, missing: string | null): string {
  return missing === null ? name : `${name} (skipped: ${missing})`;
}

function target(open: () => Promise<Database>, again: Target['openAgain'], end: () => Promise<void>): Target {
  const opened: Database[] = [];
  const remember = (database: Database): Database => {
    opened.push(database);
    return database;
  };
  const empty = async (): Promise<Database> => remember(closeOnce(await open()));
  return {
    empty,
    upgraded: async () => {
      const database = await empty();
      await upgradeSchema(database.pool, database.edition.name);
      return database;
    },
    openAgain: async (database) => remember(closeOnce(await again(database))),
    stop: async () => {
      for (const database of opened) await database.close();
      await end();
    },
  };
}

function closeOnce(database: Database): Database {
  let closing: Promise<void> | undefined;
  return {
    ...database,
    close: () => {
      closing ??= database.close();
      return closing;
    },
  };
}

function embeddedTarget(): Target {
  const directories = new Map<string, string>();
  const openAt = async (dataDirectory: string): Promise<Database> => {
    const database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
    directories.set(database.place, dataDirectory);
    return database;
  };
  return target(
    () =>
      openAt(join(process.env['STOCKULA_TEST_SCRATCH'] ?? '', `timescale-${randomBytes(4).toString('hex')}`)),
    ({ place }) => openAt(directories.get(place) ?? ''),
    async () => {
      for (const directory of directories.values()) await stopHost(directory);
    },
  );
}

async function stopHost(dataDirectory: string): Promise<void> {
  const holder = holderOf(dataDirectory);
  if (!holder) return;
  process.kill(holder.pid, 'SIGTERM');
  while (isRunning(holder.pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

function serverTarget(server: DatabaseServer): Target {
  const urls = new Map<string, string>();
  const names: string[] = [];
  const openAt = async (url: string): Promise<Database> => {
    const database = await openDatabase({ kind: 'server', url });
    urls.set(database.place, url);
    return database;
  };
  return target(
    async () => {
      const name = `stockula_test_${randomBytes(4).toString('hex')}`;
      await administer(server, `CREATE DATABASE ${name}`);
      names.push(name);
      return openAt(server.url(name));
    },
    ({ place }) => openAt(urls.get(place) ?? ''),
    async () => {
      for (const name of names) await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
      await server.stop();
    },
  );
}

/** Runs a statement that belongs to no database, such as CREATE DATABASE. */
export async function administer(server: DatabaseServer, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** A database, or one connection to it in place of the pool. */
export interface Connected {
  readonly pool: Pick<pg.Pool, 'query'>;
}

/** Rows of a query, for short assertions. */
export async function rowsOf<Row extends pg.QueryResultRow>(
  { pool }: Connected,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  return (await pool.query<Row>(sql, values)).rows;
}
