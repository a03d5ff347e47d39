import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Found, unpackServers } from './debian-packages.ts';
import { type DatabaseServer, type OwnServer, startPostgres } from './postgres.ts';

/** Servers without TimescaleDB, with its Apache edition, and with its community edition. */
export type ServerKind = 'none' | 'apache' | 'community';

const debianPrograms = 'usr/lib/postgresql/17/bin';

/** Finds a server of a kind that the tests can start themselves, or says what is missing. */
export async function findOwnServer(kind: ServerKind): Promise<Found<() => Promise<OwnServer>>> {
  if (kind === 'community') return findInstalledCommunity();
  const { value, missing } = { value: null, ...(await unpackServers()) };
  if (value === null) return { missing: missing ?? '' };
  return {
    missing: null,
    value: () =>
      kind === 'none'
        ? startPostgres(join(value.plain, debianPrograms), '')
        : startPostgres(join(value.timescale, debianPrograms), 'timescaledb'),
  };
}

/** As `findOwnServer`, but a community server may also be one that TEST_DATABASE_URL points to. */
export async function findServer(kind: ServerKind): Promise<Found<() => Promise<DatabaseServer>>> {
  const given = process.env['TEST_DATABASE_URL'];
  return kind === 'community' && given ? findGivenCommunity(given) : findOwnServer(kind);
}

/** Path of a PgBouncer the tests can start. */
export async function findPgBouncer(): Promise<Found<string>> {
  const found = await unpackServers();
  return found.missing === null
    ? { missing: null, value: join(found.value.plain, 'usr/sbin/pgbouncer') }
    : found;
}

/** The community part is a library of its own, which no Debian package has. */
function findInstalledCommunity(): Found<() => Promise<OwnServer>> {
  const [library] = globSync('/usr/lib/postgresql/*/lib/timescaledb-tsl-*.so').sort().reverse();
  if (!library)
    return { missing: 'neither TEST_DATABASE_URL nor an installed TimescaleDB community edition' };
  const programs = join(dirname(library), '../bin');
  if (!existsSync(join(programs, 'initdb'))) return { missing: `no initdb in ${programs}` };
  return { missing: null, value: () => startPostgres(programs, 'timescaledb') };
}

async function findGivenCommunity(given: string): Promise<Found<() => Promise<DatabaseServer>>> {
  const client = new pg.Client({ connectionString: given });
  await client.connect();
  try {
    const { rows } = await client.query<{ license: string | null }>(
      `SELECT current_setting('timescaledb.license', true) AS license`,
    );
    const license = rows[0]?.license;
    if (license !== 'timescale') return { missing: `TEST_DATABASE_URL has timescaledb.license = ${license}` };
  } finally {
    await client.end();
  }
  const url: DatabaseServer['url'] = (database, user, password) => {
    const own = new URL(given);
    own.pathname = `/${database}`;
    if (user) own.username = user;
    if (password) own.password = password;
    return own.href;
  };
  return { missing: null, value: async () => ({ url, stop: async () => undefined }) };
}
