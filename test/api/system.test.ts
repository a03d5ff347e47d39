import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStockula } from '../support/run-stockula.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

interface System {
  readonly askedAt: string;
  readonly health: string;
  readonly versions: Record<string, string>;
  readonly database: { kind: string; place: string | null; bytes: number; symbols: number };
  readonly hypertables: { name: string; chunks: number; bytes: number; compressionRatio: number | null }[];
  readonly policies: { what: string; on: string; paused: boolean; nextRun: string | null }[];
  readonly aggregates: { name: string; builtTo: string | null; lagSeconds: number | null }[];
  readonly pool: { most: number };
  readonly cache: { own: { class: string; hit: number; miss: number }[]; redis: { configured: boolean } };
  readonly engine: { state: string; engineMemory: number } | null;
  readonly links: { grafana: string | null };
  readonly replicas: unknown[];
}

describe.skipIf(!hasRealData)('the state of the system', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData({ config: 'api:\n  grafana_url: http://grafana.example/d/stockula' });
  }, 120_000);
  afterAll(() => server?.close());

  const sql = async (text: string): Promise<string[]> => {
    const { stdout } = await runStockula(['sql', text, '-o', 'csv'], {
      STOCKULA_DATA_DIR: server.dataDirectory,
    });
    return stdout.trim().split(/\r?\n/).slice(1);
  };

  it('is what the catalog says', async () => {
    const system = await server.json<System>('/api/v1/system');
    expect(system.versions).toMatchObject({ edition: 'community', node: process.versions.node });
    expect(system.database).toMatchObject({ kind: 'embedded', symbols: 6 });
    expect(system.database.bytes).toBeGreaterThan(10_000_000);
    const chunks = await sql(
      `SELECT hypertable_name, count(*) FROM timescaledb_information.chunks WHERE hypertable_schema = 'public' GROUP BY 1 ORDER BY 1`,
    );
    const told = system.hypertables.filter((table) => table.chunks > 0);
    expect(told.map(({ name, chunks: count }) => `${name},${count}`)).toEqual(chunks);
    const jobs = await sql(
      `SELECT count(*) FROM timescaledb_information.jobs WHERE proc_name LIKE 'policy\\_%' AND hypertable_name IS NOT NULL`,
    );
    expect(String(system.policies.length)).toBe(jobs[0]);
    expect(system.policies.filter(({ nextRun, paused }) => (nextRun === null) !== paused)).toEqual([]);
    expect(system.aggregates.map(({ name }) => name)).toEqual([
      ...['ts_price_daily', 'ts_price_hourly', 'ts_price_monthly', 'ts_price_weekly'],
    ]);
    const daily = system.aggregates.find(({ name }) => name === 'ts_price_daily');
    expect(Date.parse(daily?.builtTo ?? '')).toBeGreaterThan(Date.parse('2021-03-31'));
    expect(daily?.lagSeconds).toBe(0);
    expect(system.engine).toMatchObject({ state: 'served' });
    expect(system.engine?.engineMemory).toBeGreaterThan(10_000_000);
    expect(system.links.grafana).toBe('http://grafana.example/d/stockula');
    expect(system.cache.redis.configured).toBe(false);
    expect(system.replicas).toEqual([]);
    expect(system.pool.most).toBe(4);
  });

  it('is asked of the catalog once in a while only', async () => {
    const [one, other] = await Promise.all([
      server.json<System>('/api/v1/system'),
      server.json<System>('/api/v1/system'),
    ]);
    expect(other.askedAt).toBe(one.askedAt);
  });
});
