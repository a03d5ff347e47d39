import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestResult } from '../driver.ts';
import { runChecks } from './check-list.ts';

const probe = `
  SELECT current_setting('server_version') AS version,
    (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS extension,
    current_setting('timescaledb.license', true) AS license,
    current_setting('timescaledb.disable_load', true) IS NOT NULL AS preloaded`;

interface Probe {
  readonly version: string;
  readonly extension: string | null;
  readonly license: string | null;
  readonly preloaded: boolean;
}

/** Does the database answer, is TimescaleDB there and preloaded, and can this user make a hypertable? */
export async function testDatabase(config: pg.ClientConfig): Promise<TestResult> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    return await runChecks([
      { what: 'answers', try: () => client.connect().then(() => 'connected') },
      { what: 'TimescaleDB is there and preloaded', try: () => describeTimescale(client) },
      { what: 'a hypertable can be made, filled and read', try: () => tryHypertable(client) },
    ]);
  } finally {
    await client.end();
  }
}

async function describeTimescale(client: pg.Client): Promise<string> {
  const { rows } = await client.query<Probe>(probe);
  const [found] = rows;
  if (!found?.extension) throw new Error('the extension timescaledb is not created in this database');
  // Without the library, compressed chunks read as empty and nobody would notice.
  if (!found.preloaded || !found.license)
    throw new Error('shared_preload_libraries of the server lacks timescaledb');
  const edition = found.license === 'timescale' ? 'community' : 'Apache';
  return `PostgreSQL ${found.version}, TimescaleDB ${found.extension}, ${edition} edition`;
}

/** All of it is rolled back. */
async function tryHypertable(client: pg.Client): Promise<string> {
  const table = `stockula_probe_${randomBytes(6).toString('hex')}`;
  await client.query('BEGIN');
  try {
    await client.query(`CREATE TABLE ${table} (ts timestamptz NOT NULL, value float8)`);
    await client.query('SELECT create_hypertable($1::regclass, $2::name)', [table, 'ts']);
    await client.query(`INSERT INTO ${table} VALUES (now(), 1.5)`);
    const { rows } = await client.query<{ value: number }>(`SELECT value FROM ${table}`);
    if (rows[0]?.value !== 1.5) throw new Error(`1.5 was written, ${rows[0]?.value} was read`);
    return 'it can, and was rolled back';
  } finally {
    await client.query('ROLLBACK');
  }
}
