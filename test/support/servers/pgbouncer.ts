import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { whileAway } from '../../../src/infra/pool-settings.ts';
import { type OwnServer, superuser } from './postgres.ts';
import { freePort, giveAway, serverFolder, startServer } from './processes.ts';

export interface Pooler {
  url(database: string): string;
  /** Ends it, connections and all, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Puts PgBouncer in front of a server.
 * @param connections how many server connections its clients share, per database
 */
export async function startPgBouncer(
  program: string,
  server: OwnServer,
  mode: 'transaction' | 'session',
  connections: number,
): Promise<Pooler> {
  const folder = serverFolder('pgbouncer');
  const port = await freePort();
  const users = join(folder, 'users.txt');
  const configuration = join(folder, 'pgbouncer.ini');
  writeFileSync(users, `"${superuser}" "${server.password}"\n`);
  writeFileSync(
    configuration,
    `[databases]
* = host=127.0.0.1 port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = ${mode}
default_pool_size = ${connections}
${Object.entries(whileAway)
  .map(([name, value]) => `${name} = ${value}`)
  .join('\n')}
`,
  );
  for (const file of [users, configuration]) giveAway(file, 0o600);
  const start = () => startServer(program, [configuration], folder, () => accepts(port));
  let process = await start();
  return {
    url: (database) => `postgres://${superuser}:${server.password}@127.0.0.1:${port}/${database}`,
    restart: async () => {
      // Otherwise it would wait for its clients.
      await process.stop('SIGQUIT');
      process = await start();
    },
    stop: async () => {
      await process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
