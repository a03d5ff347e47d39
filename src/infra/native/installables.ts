import type { ComponentName, Installable } from '../driver.ts';
import { findProgram } from '../system/find-program.ts';
import { runProgram } from '../system/run-program.ts';
import type { PackageManager } from './packages.ts';
import { findPostgres } from './postgres-programs.ts';

const timescalePage = 'https://docs.tigerdata.com/self-hosted/latest/install/';
/** Debian's packages have the names of the programs. */
const programs: Readonly<Record<Exclude<ComponentName, 'database'>, string>> = {
  pool: 'pgbouncer',
  cache: 'redis-server',
  monitoring: 'prometheus',
};

/** What these components lack on this machine, each with the command that would install it. */
export async function missingPrograms(
  components: readonly ComponentName[],
  searchPath: readonly string[],
  packages: PackageManager | null,
): Promise<readonly Installable[]> {
  const missing = await Promise.all(
    components.map((component) =>
      component === 'database'
        ? missingDatabase(searchPath, packages)
        : missingProgram(component, programs[component], searchPath, packages),
    ),
  );
  return missing.filter((each) => each !== null);
}

async function missingProgram(
  component: ComponentName,
  program: string,
  searchPath: readonly string[],
  packages: PackageManager | null,
): Promise<Installable | null> {
  if (findProgram(program, searchPath)) return null;
  const available = await packages?.firstAvailable([program]);
  return {
    component,
    what: program,
    command: packages && available ? packages.installCommand([available]) : null,
    byHand: available ? null : `Install ${program} so that it is found on PATH.`,
  };
}

/** The community edition's packages come from Timescale's own repository, which is never added without being asked. */
async function missingDatabase(
  searchPath: readonly string[],
  packages: PackageManager | null,
): Promise<Installable | null> {
  const found = await findPostgres(searchPath);
  if (found.some(({ timescale }) => timescale !== null)) return null;
  const major = found[0]?.version[0] ?? (await debianMajor());
  const extension = major && (await packages?.firstAvailable(extensionPackages(major)));
  return {
    component: 'database',
    what: found.length > 0 ? `TimescaleDB for PostgreSQL ${major}` : 'PostgreSQL with TimescaleDB',
    command:
      packages && extension
        ? packages.installCommand([...(found.length > 0 ? [] : [`postgresql-${major}`]), extension])
        : null,
    byHand: extension ? editionHint(extension) : `Install PostgreSQL and TimescaleDB: ${timescalePage}`,
  };
}

const extensionPackages = (major: number): readonly string[] => [
  `timescaledb-2-postgresql-${major}`,
  `postgresql-${major}-timescaledb`,
];

function editionHint(extension: string): string | null {
  return extension.startsWith('timescaledb-2-')
    ? null
    : `${extension} is the Apache edition, without compression and continuous aggregates; for the community edition see ${timescalePage}`;
}

/** The version of PostgreSQL that the distribution's package `postgresql` stands for. */
async function debianMajor(): Promise<number | null> {
  const { stdout } = await runProgram(['apt-cache', 'policy', 'postgresql']);
  const major = /^\s*Candidate:\s*(\d+)/m.exec(stdout)?.[1];
  return major ? Number(major) : null;
}
