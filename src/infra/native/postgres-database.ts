import pg from 'pg';

/**
 * Makes sure there is a user with this password and a database of its own with TimescaleDB.
 * @param admin how a superuser connects
 * @param name of user and database
 */
export async function createDatabase(admin: pg.ClientConfig, name: string, password: string): Promise<void> {
  await withClient({ ...admin, database: 'postgres' }, async (client) => {
    // Or a failing statement would put the password into the server's log.
    await client.query('SET log_min_error_statement = panic');
    if (!(await exists(client, 'SELECT FROM pg_roles WHERE rolname = $1', name)))
      await client.query(`CREATE ROLE ${client.escapeIdentifier(name)} LOGIN`);
    await client.query(
      `ALTER ROLE ${client.escapeIdentifier(name)} PASSWORD ${client.escapeLiteral(password)}`,
    );
    if (!(await exists(client, 'SELECT FROM pg_database WHERE datname = $1', name)))
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(name)} OWNER ${client.escapeIdentifier(name)}`,
      );
  });
  await withClient({ ...admin, database: name }, (client) =>
    client.query('CREATE EXTENSION IF NOT EXISTS timescaledb'),
  );
}

async function exists(client: pg.Client, query: string, name: string): Promise<boolean> {
  return (await client.query(query, [name])).rowCount === 1;
}

async function withClient(
  config: pg.ClientConfig,
  use: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end();
  }
}
