import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import {
  freePort,
  giveAway,
  runUnprivileged,
  type ServerProcess,
  serverFolder,
  startServer,
} from './processes.ts';

/** Where the tests may make databases of their own. */
export interface DatabaseServer {
  /** URL of a database on the server, for its superuser unless another user is named. */
  url(database: string, user?: string, password?: string): string;
  stop(): Promise<void>;
}

/** A PostgreSQL server that the tests started. */
export interface OwnServer extends DatabaseServer {
  readonly port: number;
  readonly password: string;
  /** Stops it and starts it again with these libraries preloaded. */
  restart(preload: string): Promise<void>;
  /** Ends it without a word to its clients, as a crash would; what was committed is there again afterwards. */
  crash(): Promise<void>;
  /** Starts it again after a crash. */
  revive(): Promise<void>;
}

export const superuser = 'postgres';

/**
 * Creates a cluster below the scratch folder and serves it on the loopback interface.
 * @param programs folder of `postgres` and `initdb`
 * @param preload value of shared_preload_libraries
 */
export async function startPostgres(programs: string, preload: string): Promise<OwnServer> {
  const folder = serverFolder('postgres');
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  giveAway(passwordFile, 0o600);
  const data = join(folder, 'data');
  runUnprivileged(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      ...clusterOptions,
    ],
    folder,
  );
  const port = await freePort();
  const url: DatabaseServer['url'] = (database, user = superuser, secret = password) =>
    `postgres://${user}:${secret}@127.0.0.1:${port}/${database}`;
  const start = (libraries: string): Promise<ServerProcess> =>
    startServer(
      join(programs, 'postgres'),
      [
        '-D',
        data,
        ...Object.entries(settings(port, libraries)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      folder,
      () => answers(url('postgres')),
    );
  let server = await start(preload);
  return {
    url,
    port,
    password,
    restart: async (libraries) => {
      await server.stop();
      server = await start(libraries);
    },
    // An immediate shutdown.
    crash: () => server.stop('SIGQUIT'),
    revive: async () => {
      server = await start(preload);
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const clusterOptions = ['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'];

/** Defaults but for speed; locks and memory stay as a fresh installation has them. */
function settings(port: number, preload: string): Record<string, string | number> {
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_preload_libraries: preload,
    fsync: 'off',
    jit: 'off',
    timezone: 'UTC',
    // Policies run when a test runs them, not when a background worker happens to.
    'timescaledb.max_background_workers': 0,
    'timescaledb.telemetry_level': 'off',
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    return true;
  } finally {
    await client.end();
  }
}
