import pg from 'pg';
import type { TestResult } from '../driver.ts';
import { poolSize } from '../pool-settings.ts';
import { runChecks } from './check-list.ts';

/** As many as a busy installation has. */
const clientCount = 100;

export interface PoolUnderTest {
  readonly url: string;
  readonly sessionUrl: string;
  /** Whether named prepared statements are to work. */
  readonly namedStatements: boolean;
}

/** Are 100 clients served over few connections, each in whole transactions, and one for itself by the alias? */
export async function testPool({ url, sessionUrl, namedStatements }: PoolUnderTest): Promise<TestResult> {
  return withClients(url, clientCount, (clients) =>
    runChecks([
      {
        what: `${clientCount} clients connect at once`,
        try: () => Promise.all(clients.map((client) => client.connect())).then(() => 'all connected'),
      },
      {
        what: `transactions over at most ${poolSize} server connections`,
        try: () => tryTransactions(clients),
      },
      { what: 'parameters and prepared statements', try: () => tryStatements(clients, namedStatements) },
      {
        what: 'one connection for itself by the session alias',
        try: () => withClients(sessionUrl, 1, ([client]) => trySession(client)),
      },
    ]),
  );
}

async function withClients<T>(
  url: string,
  count: number,
  use: (clients: readonly pg.Client[]) => Promise<T>,
): Promise<T> {
  const config = { connectionString: url, connectionTimeoutMillis: 20_000, query_timeout: 60_000 };
  const clients = Array.from({ length: count }, () => new pg.Client(config));
  for (const client of clients) client.on('error', () => undefined);
  try {
    return await use(clients);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

const backend = async (client: pg.Client): Promise<number | undefined> =>
  (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;

async function tryTransactions(clients: readonly pg.Client[]): Promise<string> {
  const used = await Promise.all(
    clients.map(async (client) => {
      await client.query('BEGIN');
      const first = await backend(client);
      // Long enough that all want a connection at the same time.
      await client.query('SELECT pg_sleep(0.1)');
      const second = await backend(client);
      await client.query('COMMIT');
      if (first !== second) throw new Error('a transaction was moved from one server connection to another');
      return first;
    }),
  );
  const connections = new Set(used).size;
  if (connections > poolSize) throw new Error(`${connections} server connections were used`);
  return `${clients.length} transactions over ${connections} server connections`;
}

async function tryStatements(clients: readonly pg.Client[], named: boolean): Promise<string> {
  const statement = { text: 'SELECT $1::int + 1 AS sum', ...(named ? { name: 'stockula_probe' } : {}) };
  // Twice: the second time the statement is used on whichever server connection is free then.
  for (const offset of [0, 1000]) {
    await Promise.all(
      clients.map(async (client, index) => {
        const { rows } = await client.query<{ sum: number }>({ ...statement, values: [index + offset] });
        if (rows[0]?.sum !== index + offset + 1)
          throw new Error(`a client got another's answer (${rows[0]?.sum})`);
      }),
    );
  }
  return named ? 'named and unnamed ones work' : 'unnamed ones work; named ones need PgBouncer 1.21';
}

async function trySession(client: pg.Client | undefined): Promise<string> {
  if (!client) throw new Error('no client');
  await client.connect();
  await client.query("SET application_name = 'stockula_probe'");
  const { rows } = await client.query<{ application_name: string }>('SHOW application_name');
  if (rows[0]?.application_name !== 'stockula_probe') throw new Error('a setting of the session was lost');
  const [before, after] = [await backend(client), await backend(client)];
  if (before !== after) throw new Error('the server connection changed');
  return 'settings and connection stay';
}
