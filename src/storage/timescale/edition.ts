import type pg from 'pg';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { advisoryLocks } from './advisory-locks.ts';
import { inTransaction } from './transaction.ts';

/** What a TimescaleDB can do: `community` everything, `apache` hypertables only. */
export type EditionName = 'community' | 'apache';

export interface Edition {
  readonly name: EditionName;
  readonly timescaleVersion: string;
  readonly postgresVersion: string;
}

interface Probe {
  readonly server_version: string;
  readonly extension: string | null;
  readonly available: string | null;
  /** Set by TimescaleDB's library once the extension exists in the database. */
  readonly license: string | null;
  /** Whether the loader is there: a setting of its own, since shared_preload_libraries is not for everybody to read. */
  readonly preloaded: boolean;
}

const probe = `
  SELECT current_setting('server_version') AS server_version,
    (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS extension,
    (SELECT default_version FROM pg_available_extensions WHERE name = 'timescaledb') AS available,
    current_setting('timescaledb.license', true) AS license,
    current_setting('timescaledb.disable_load', true) IS NOT NULL AS preloaded`;

const insufficientPrivilege = '42501';

/**
 * Finds out which edition of TimescaleDB answers, creating the extension where it is installed but not yet used.
 * @throws StockulaError DATABASE_UNSUITABLE without TimescaleDB, or where its library is not preloaded
 */
export async function readEdition(pool: pg.Pool, place: string): Promise<Edition> {
  let found = await ask(pool);
  if (!found.extension) {
    if (!found.available) throw withoutTimescale(place, found.server_version);
    if (!found.preloaded) throw notPreloaded(place);
    await createExtension(pool, place);
    found = await ask(pool);
  }
  if (!found.license) throw notPreloaded(place);
  return {
    name: found.license === 'timescale' ? 'community' : 'apache',
    timescaleVersion: found.extension ?? 'unknown',
    postgresVersion: found.server_version,
  };
}

async function ask(pool: pg.Pool): Promise<Probe> {
  const { rows } = await pool.query<Probe>(probe);
  const [row] = rows;
  if (!row) throw new Error('the server answered a probe without a row');
  return row;
}

/** Under a lock: of several sessions that create an extension at once, all but one fail. */
async function createExtension(pool: pg.Pool, place: string): Promise<void> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.createExtension]);
      await client.query('CREATE EXTENSION IF NOT EXISTS timescaledb');
    });
  } catch (error) {
    const forbidden = error instanceof Error && 'code' in error && error.code === insufficientPrivilege;
    throw new StockulaError(
      'DATABASE_UNSUITABLE',
      {
        expected: `the extension timescaledb in the database at ${place}`,
        got: `that it is installed but not created, and ${forbidden ? 'this user may not create it' : 'creating it failed'} (${messageOf(error)})`,
        remedy: forbidden
          ? 'Run "CREATE EXTENSION timescaledb" in that database once, as its owner or a superuser.'
          : 'Create it by hand ("CREATE EXTENSION timescaledb"); the server log has the details.',
      },
      error,
    );
  }
}

function withoutTimescale(place: string, version: string): StockulaError {
  return new StockulaError('DATABASE_UNSUITABLE', {
    expected: `PostgreSQL with TimescaleDB at ${place}`,
    got: `PostgreSQL ${version} without TimescaleDB`,
    remedy:
      'Install TimescaleDB there (https://docs.timescale.com/self-hosted/latest/install/), use another server, or unset DATABASE_URL to use the embedded database.',
  });
}

/** Without the library, compressed chunks read as empty and nobody would notice. */
function notPreloaded(place: string): StockulaError {
  return new StockulaError('DATABASE_UNSUITABLE', {
    expected: `the library timescaledb to be preloaded at ${place}`,
    got: 'a server whose shared_preload_libraries lacks it, so that compressed data would read as empty',
    remedy: "Set shared_preload_libraries = 'timescaledb' in postgresql.conf and restart the server.",
  });
}
