import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { advisoryLocks } from './advisory-locks.ts';
import type { EditionName } from './edition.ts';
import { inTransaction } from './transaction.ts';

/** One numbered file of `sql/`. Files with an edition in their name exist once per edition. */
export interface SchemaUpgrade {
  readonly number: number;
  readonly name: string;
  readonly file: string;
}

const sqlFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../sql');
const fileName = /^(\d{4})-([a-z-]+)(?:\.(community|apache))?\.sql$/;

/** The upgrades of an edition in order. */
export function listUpgrades(edition: EditionName, folder = sqlFolder): SchemaUpgrade[] {
  const upgrades: SchemaUpgrade[] = [];
  for (const file of readdirSync(folder).sort()) {
    const match = fileName.exec(file);
    if (!match?.[1] || !match[2]) throw new Error(`sql/${file} is not named NNNN-name[.edition].sql`);
    if (match[3] && match[3] !== edition) continue;
    const number = Number(match[1]);
    if (number !== upgrades.length + 1) {
      throw new Error(
        `sql/${file} breaks the numbering: ${upgrades.length + 1} is next for the ${edition} edition`,
      );
    }
    upgrades.push({ number, name: match[2], file: join(folder, file) });
  }
  return upgrades;
}

/**
 * Brings the schema up to date. Several processes may do so at once: one upgrades, the others wait and find it done.
 * Each file and its mark in `stockula.schema_upgrades` are one transaction.
 * @returns the upgrades that were applied now
 * @throws StockulaError DATABASE_UNSUITABLE if the database was made by a newer Stockula or for another edition;
 *   SQL_FAILED if a file does not run
 */
export async function upgradeSchema(
  pool: pg.Pool,
  edition: EditionName,
  upgrades = listUpgrades(edition),
): Promise<SchemaUpgrade[]> {
  if (pending(upgrades, await appliedWithoutLock(pool), edition).length === 0) return [];
  const applied: SchemaUpgrade[] = [];
  for (;;) {
    const one = await inTransaction(pool, (client) => applyNext(client, upgrades, edition));
    if (!one) return applied;
    applied.push(one);
  }
}

/**
 * Whether the schema is of this version; changes nothing.
 * @throws StockulaError DATABASE_UNSUITABLE as `upgradeSchema` does
 */
export async function schemaIsCurrent(pool: pg.Pool, edition: EditionName): Promise<boolean> {
  return pending(listUpgrades(edition), await appliedWithoutLock(pool), edition).length === 0;
}

interface AppliedUpgrade {
  readonly number: number;
  readonly edition: EditionName;
}

async function appliedWithoutLock(pool: pg.Pool): Promise<AppliedUpgrade[]> {
  const { rows } = await pool.query<{ made: boolean }>(
    `SELECT to_regclass('stockula.schema_upgrades') IS NOT NULL AS made`,
  );
  return rows[0]?.made ? readApplied(pool) : [];
}

async function readApplied(client: Pick<pg.Pool, 'query'>): Promise<AppliedUpgrade[]> {
  const { rows } = await client.query<AppliedUpgrade>(
    'SELECT number, edition FROM stockula.schema_upgrades ORDER BY number',
  );
  return rows;
}

async function applyNext(
  client: pg.PoolClient,
  upgrades: SchemaUpgrade[],
  edition: EditionName,
): Promise<SchemaUpgrade | null> {
  // Transaction-level, so that it also works through a transaction pool.
  await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.schemaUpgrade]);
  await makeMarks(client);
  const [next] = pending(upgrades, await readApplied(client), edition);
  if (!next) return null;
  await client.query('INSERT INTO stockula.schema_upgrades (number, name, edition) VALUES ($1, $2, $3)', [
    next.number,
    next.name,
    edition,
  ]);
  await runFile(client, next);
  return next;
}

async function makeMarks(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('CREATE SCHEMA IF NOT EXISTS stockula');
    await client.query(`CREATE TABLE IF NOT EXISTS stockula.schema_upgrades (
      number integer PRIMARY KEY,
      name text NOT NULL,
      edition text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  } catch (error) {
    throw new StockulaError(
      'DATABASE_UNSUITABLE',
      {
        expected: 'a database user who may create the schema stockula and its tables',
        got: messageOf(error),
        remedy: 'Give that user CREATE on the database and on schema public, or connect as the owner.',
      },
      error,
    );
  }
}

async function runFile(client: pg.PoolClient, { file }: SchemaUpgrade): Promise<void> {
  try {
    await client.query(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StockulaError(
      'SQL_FAILED',
      {
        expected: `the schema upgrade sql/${basename(file)} to run`,
        got: messageOf(error),
        remedy:
          'Nothing of this upgrade was kept. See that the user may create tables there, then start again.',
      },
      error,
    );
  }
}

/** What is still to be applied, after checking that what is there is ours to build on. */
function pending(
  upgrades: SchemaUpgrade[],
  applied: AppliedUpgrade[],
  edition: EditionName,
): SchemaUpgrade[] {
  const newest = Math.max(0, ...upgrades.map(({ number }) => number));
  const ahead = applied.find(({ number }) => number > newest);
  if (ahead) {
    throw new StockulaError('DATABASE_UNSUITABLE', {
      expected: `a schema of version ${newest} or older`,
      got: `version ${applied.at(-1)?.number}, made by a newer Stockula`,
      remedy: 'Update Stockula; this version would damage what the newer one wrote.',
    });
  }
  const foreign = applied.find((upgrade) => upgrade.edition !== edition);
  if (foreign) {
    throw new StockulaError('DATABASE_UNSUITABLE', {
      expected: `the ${foreign.edition} edition of TimescaleDB, for which this schema was made`,
      got: `the ${edition} edition`,
      remedy: 'Set timescaledb.license back on the server, or migrate into a new database.',
    });
  }
  const done = new Set(applied.map(({ number }) => number));
  return upgrades.filter(({ number }) => !done.has(number));
}
