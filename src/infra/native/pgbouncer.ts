import { join } from 'node:path';
import pg from 'pg';
import { SecretUrl } from '../../config/secret-url.ts';
import { testPool } from '../checks/pool-test.ts';
import { type InfrastructureOptions, serviceFolder } from '../options.ts';
import { type PoolPlan, poolSettings, poolUsers, sessionAlias } from '../pool-settings.ts';
import { serviceAccount } from '../system/account.ts';
import { atLeast, versionOf } from '../system/find-program.ts';
import { writeSettings } from '../system/settings-file.ts';
import type { NativeComponent } from './component.ts';
import { databaseName, databasePassword } from './postgres.ts';
import { requireProgram } from './programs.ts';
import { prepareFolder } from './service.ts';
import type { ServicePlace } from './service-place.ts';

export function poolPlace(options: InfrastructureOptions): ServicePlace {
  return {
    component: 'pool',
    folder: serviceFolder(options, 'pool'),
    port: options.ports.pool,
    // Lets running transactions end, then does not: clients in session mode would keep it up for ever.
    stopSignals: ['SIGINT', 'SIGQUIT'],
  };
}

/**
 * PgBouncer between Stockula and its own PostgreSQL.
 * @throws StockulaError PROGRAM_MISSING, RIGHTS_MISSING
 */
export async function pgbouncerComponent(
  options: InfrastructureOptions,
  searchPath: readonly string[],
): Promise<NativeComponent> {
  const place = poolPlace(options);
  const { folder, port } = place;
  const program = requireProgram('pgbouncer', 'pool', searchPath);
  const account = await serviceAccount(['postgres']);
  await prepareFolder(folder, account);
  const namedStatements = atLeast(await versionOf(program), [1, 21]);
  const password = await databasePassword(options);
  const [settings, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users.txt')];
  const plan: PoolPlan = {
    listen: `127.0.0.1:${port}`,
    server: `127.0.0.1:${options.ports.database}`,
    database: databaseName,
    usersFile: users,
    namedStatements,
  };
  const url = (database: string) => `postgres://${databaseName}:${password}@127.0.0.1:${port}/${database}`;
  return {
    service: {
      ...place,
      command: [program, settings],
      account,
      settings: [settings, users],
      prepare: async () => {
        writeSettings(users, poolUsers(databaseName, password), account);
        writeSettings(settings, poolSettings(plan), account);
      },
      isReady: () => answersConsole(url('pgbouncer')),
    },
    url: new SecretUrl(url(databaseName)),
    sessionUrl: new SecretUrl(url(sessionAlias(databaseName))),
    // Its settings are whole before it starts.
    configure: async () => undefined,
    test: () =>
      testPool({ url: url(databaseName), sessionUrl: url(sessionAlias(databaseName)), namedStatements }),
  };
}

/** PgBouncer's own console answers also while the database behind it does not. */
async function answersConsole(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SHOW VERSION');
    return true;
  } catch {
    // Not up yet, or not ours; whoever waits asks again and reads the log in the end.
    return false;
  } finally {
    await client.end();
  }
}
