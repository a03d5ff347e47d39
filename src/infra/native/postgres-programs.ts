import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StockulaError } from '../../domain/errors.ts';
import { atLeast, findProgram, type Version, versionOf } from '../system/find-program.ts';

/** PostgreSQL's server programs of one version. */
export interface PostgresPrograms {
  readonly folder: string;
  readonly version: Version;
  /** Which TimescaleDB lies beside them; null: none. */
  readonly timescale: 'community' | 'apache' | null;
}

/** Where packages keep the programs of several versions side by side. */
const versionFolders = [
  '/usr/lib/postgresql/*/bin',
  '/usr/pgsql-*/bin',
  '/opt/homebrew/opt/postgresql@*/bin',
  '/usr/local/opt/postgresql@*/bin',
];
/** Where the libraries lie, seen from the programs. */
const libraryFolders = ['../lib', '../lib/postgresql', '../../lib/postgresql'];
const oldestPostgres: Version = [15];

/**
 * All PostgreSQL servers of this machine that are new enough: those with TimescaleDB first, community edition before
 * Apache, newer before older.
 */
export async function findPostgres(searchPath: readonly string[]): Promise<readonly PostgresPrograms[]> {
  const onPath = searchPath.filter((folder) => findProgram('postgres', [folder]) !== null);
  const folders = new Set(
    [
      ...onPath.map((folder) => dirname(realpathSync(join(folder, 'postgres')))),
      ...globSync(versionFolders),
    ].filter((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))),
  );
  const found = await Promise.all([...folders].map(describe));
  return found
    .filter(({ version }) => atLeast(version, oldestPostgres))
    .sort((a, b) => rank(b) - rank(a) || (b.version[0] ?? 0) - (a.version[0] ?? 0));
}

async function describe(folder: string): Promise<PostgresPrograms> {
  const version = (await versionOf(join(folder, 'postgres'))) ?? [];
  return { folder, version, timescale: timescaleBeside(folder) };
}

function timescaleBeside(folder: string): PostgresPrograms['timescale'] {
  const libraries = libraryFolders.map((path) => join(folder, path));
  const [library] = libraries.filter((path) => existsSync(join(path, 'timescaledb.so')));
  if (!library) return null;
  return globSync('timescaledb-tsl-*.so', { cwd: library }).length > 0 ? 'community' : 'apache';
}

function rank({ timescale }: PostgresPrograms): number {
  return ['apache', 'community'].indexOf(timescale ?? '');
}

/**
 * The programs to serve a cluster with: of the version that made it, or the best found for a new one.
 * @throws StockulaError PROGRAM_MISSING
 */
export async function choosePostgres(
  cluster: string,
  searchPath: readonly string[],
): Promise<PostgresPrograms> {
  const found = await findPostgres(searchPath);
  const versionFile = join(cluster, 'PG_VERSION');
  const madeBy = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : null;
  const chosen = found.find(
    ({ timescale, version }) => timescale !== null && (madeBy === null || String(version[0]) === madeBy),
  );
  if (chosen) return chosen;
  const wanted = madeBy ? `PostgreSQL ${madeBy}, which made ${cluster},` : 'PostgreSQL 15 or newer';
  throw new StockulaError('PROGRAM_MISSING', {
    expected: `${wanted} with TimescaleDB on this machine`,
    got: describeFound(found),
    remedy:
      'Install it (https://docs.tigerdata.com/self-hosted/latest/install/), give the URL of a server in DATABASE_URL, or use the embedded database.',
  });
}

export function describeFound(found: readonly PostgresPrograms[]): string {
  if (found.length === 0) return 'none';
  return found
    .map(
      ({ folder, version, timescale }) =>
        `PostgreSQL ${version.join('.')} in ${folder} ${timescale ? `with TimescaleDB (${timescale} edition)` : 'without TimescaleDB'}`,
    )
    .join(', ');
}
