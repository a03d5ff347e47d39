import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { type EachOutcome, fetchEach } from '../../../src/manager/pipeline/fetch-each.ts';
import { fetchCompany } from '../../../src/manager/pipeline/fetch-others.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const { signal } = new AbortController();
const symbols = ['C1', 'C2', 'C3'] as TickerSymbol[];

describe('company data that the database refuses', () => {
  let target: TestDatabase;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    target = await openTestDatabase();
    pipeline = openTestPipeline(target.database, 'http://127.0.0.1:9', { now: '2026-03-11T22:00:00Z' });
  }, 120_000);
  afterAll(() => target.stop());

  /** Half of a pair, as where a text was cut, is nothing that jsonb takes. */
  const company = async (symbol: TickerSymbol) => {
    const origin = { source: 'yahoo', place: '', basis: 'raw', currency: 'USD', exchange: null } as const;
    const unknown = { timeZone: null, decimals: null, fetchedAt: (pipeline.now() * 1000) as never };
    const facts = { name: symbol, sector: null, industry: null, marketCap: 1 };
    const json = JSON.stringify({ about: symbol === 'C1' ? 'cut \ud83d' : 'whole' });
    const value = { origin: { ...origin, ...unknown }, answered: symbol, ...facts, json };
    return { value, source: 'yahoo', failures: [] };
  };
  const fetchAll = (ask: (symbol: TickerSymbol) => Promise<number>): Promise<EachOutcome[]> =>
    fetchEach(symbols, ask, () => undefined);

  test('is reported, and that of others is stored', async () => {
    const market = new Proxy(pipeline.market, {
      get: (chain, name) => (name === 'company' ? company : Reflect.get(chain, name)),
    });
    const outcomes = await fetchAll(async (symbol) => {
      await fetchCompany({ ...pipeline, market }, symbol, signal);
      return 1;
    });
    expect(outcomes).toMatchObject([
      { symbol: 'C1', outcome: 'failed', reason: expect.stringContaining('json') },
      { symbol: 'C2', outcome: 'success' },
      { symbol: 'C3', outcome: 'success' },
    ]);
    const { rows } = await target.database.pool.query('SELECT symbol FROM stock_info ORDER BY symbol');
    expect(rows).toEqual([{ symbol: 'C2' }, { symbol: 'C3' }]);
  });

  test('a lost database ends it', async () => {
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    await expect(fetchAll(() => Promise.reject(lost))).rejects.toBe(lost);
  });
});
