import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ComponentName, componentNames } from '../driver.ts';
import { type InfrastructureOptions, serviceFolder } from '../options.ts';
import { type PoolPlan, poolSettings, poolUsers } from '../pool-settings.ts';
import { type Ended, runProgram } from '../system/run-program.ts';
import { secretFile } from '../system/secret-file.ts';

/** Name of database and user inside the containers; the image's superuser, since it makes no other. */
export const databaseName = 'stockula';

const composeFile = resolve(import.meta.dirname, '../../../deploy/compose/migration.yaml');
/** How the containers reach one another. */
const poolPlan: PoolPlan = {
  listen: '0.0.0.0:6432',
  server: 'database:5432',
  database: databaseName,
  usersFile: '/run/secrets/pool_users',
  namedStatements: true,
};

/** Where the password of the database is kept. */
export const containerPasswordFile = (options: InfrastructureOptions): string =>
  passwordFileOf(options, 'database');

const passwordFileOf = (options: InfrastructureOptions, component: ComponentName): string =>
  join(serviceFolder(options, component), 'docker.password');

/** Passwords of the components, each kept in a file that only this user can read. */
export function composeSecrets(options: InfrastructureOptions): { database: string; cache: string } {
  const mine = { name: 'this user', uid: 0, gid: 0, prefix: [] };
  const secret = (component: ComponentName) => {
    mkdirSync(serviceFolder(options, component), { recursive: true, mode: 0o700 });
    return secretFile(passwordFileOf(options, component), mine);
  };
  return { database: secret('database'), cache: secret('cache') };
}

/** Runs `docker compose` on the project of this data directory. */
export function compose(
  options: InfrastructureOptions,
  docker: string,
  args: readonly string[],
  timeoutMs?: number,
): Promise<Ended> {
  const command = [docker, 'compose', '--project-name', projectName(options), '--file', composeFile, ...args];
  return runProgram(command, { env: environment(options), ...(timeoutMs ? { timeoutMs } : {}) });
}

/** One project for each data directory, so that several can live on a machine. */
export function projectName({ dataDirectory }: InfrastructureOptions): string {
  return `stockula-${createHash('sha256').update(resolve(dataDirectory)).digest('hex').slice(0, 10)}`;
}

/** What the Compose file leaves open. Compose writes the secrets into files of the containers. */
function environment(options: InfrastructureOptions): Record<string, string> {
  const { database, cache } = composeSecrets(options);
  const ports = componentNames.map((name) => [
    `STOCKULA_${name.toUpperCase()}_PORT`,
    String(options.ports[name]),
  ]);
  return {
    ...Object.fromEntries(ports),
    STOCKULA_DATABASE_PASSWORD: database,
    STOCKULA_POOL_USERS: poolUsers(databaseName, database),
    STOCKULA_POOL_SETTINGS: poolSettings(poolPlan),
    STOCKULA_CACHE_SETTINGS: `requirepass ${cache}\n`,
  };
}
