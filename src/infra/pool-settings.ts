/** Server connections that the clients of one database share. */
export const poolSize = 25;
/** 100 application clients, an exporter, and people with psql. */
const mostClients = 200;

/** While the server is away, seconds: questions end soon rather than after minutes, and it is found soon once it is back. */
export const whileAway = { query_wait_timeout: 4, server_login_retry: 1 } as const;

/** What a pool stands between. Addresses are `host:port`. */
export interface PoolPlan {
  readonly listen: string;
  readonly server: string;
  readonly database: string;
  readonly usersFile: string;
  /** Whether this PgBouncer (1.21 or newer) follows named prepared statements through transaction mode. */
  readonly namedStatements: boolean;
}

/** The name under which a database is reached in session mode. */
export const sessionAlias = (database: string): string => `${database}_session`;

/** pgbouncer.ini: a pool per transaction, and an alias where a client keeps its server connection. */
export function poolSettings({ listen, server, database, usersFile, namedStatements }: PoolPlan): string {
  const [host, port] = split(server);
  const [listenHost, listenPort] = split(listen);
  const target = `host=${host} port=${port} dbname=${database}`;
  const settings: Record<string, string | number> = {
    listen_addr: listenHost,
    listen_port: listenPort,
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: usersFile,
    stats_users: database,
    pool_mode: 'transaction',
    max_client_conn: mostClients,
    default_pool_size: poolSize,
    ...(namedStatements ? { max_prepared_statements: 200 } : {}),
    ...whileAway,
    log_connections: 0,
    log_disconnections: 0,
    // JDBC drivers send it; PostgreSQL's default does.
    ignore_startup_parameters: 'extra_float_digits',
  };
  return [
    '; Written by Stockula at each start.',
    '[databases]',
    `${database} = ${target}`,
    `${sessionAlias(database)} = ${target} pool_mode=session`,
    '[pgbouncer]',
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
    '',
  ].join('\n');
}

/** The users a pool lets in, with the password it needs towards the server. */
export function poolUsers(user: string, password: string): string {
  return `"${user}" "${password}"\n`;
}

function split(address: string): [string, string] {
  const at = address.lastIndexOf(':');
  return [address.slice(0, at), address.slice(at + 1)];
}
