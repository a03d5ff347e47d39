import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { beginRun, endRun } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { storeDividends, storeSplits } from '../../../src/storage/timescale/pipeline/store-actions.ts';
import { storeCompany, storeInstruments } from '../../../src/storage/timescale/pipeline/store-company.ts';
import { storeChain } from '../../../src/storage/timescale/pipeline/store-options.ts';
import { storeRates } from '../../../src/storage/timescale/pipeline/store-rates.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { judged, micros, record, store } from './pipeline-samples.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

const symbol = 'AAA' as TickerSymbol;
const source = { source: 'sample', currency: 'USD', replace: false };
const times = { createdAt: micros('2026-01-01'), updatedAt: micros('2026-01-01') };

describe('what the pipeline stores besides bars', () => {
  let target: Target;
  let database: Database;
  beforeAll(async () => {
    target = await (await findTarget('embedded')).start();
    database = await target.upgraded();
    const flat = (day: string, close: number, more = {}) =>
      record(day, { open: close, high: close, low: close, close, ...more });
    // The first as the older application had it: adjusted for the dividend, but not yet for the split.
    const old = flat('2001-01-01', 98, { basis: 'total', source: 'legacy', fetchedAt: micros('2001-01-15') });
    await store(database, [judged([old, flat('2001-01-02', 120), flat('2001-02-01', 30)])]);
  });
  afterAll(() => target.stop());

  const inOne = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.pool, work);

  test('actions are stored once, corrected by their source and kept from others', async () => {
    const split = { symbol, ts: micros('2001-02-01'), ratio: 4, ...times };
    const dividend = { symbol, ts: micros('2001-01-02'), amount: 2, basis: 'raw' as const, ...times };
    const both = (ratio: number, amount: number, more = {}) =>
      inOne(async (client) => [
        await storeSplits(client, [{ ...split, ratio }], { ...source, ...more }),
        await storeDividends(client, [{ ...dividend, amount }], { ...source, ...more }),
      ]);
    expect(await both(5, 3)).toEqual([1, 1]);
    expect(await both(5, 3)).toEqual([0, 0]);
    expect(await both(4, 2)).toEqual([1, 1]);
    expect(await both(7, 7, { source: 'other' })).toEqual([0, 0]);
    expect(await rowsOf(database, 'SELECT amount, basis, currency FROM ts_dividends')).toEqual([
      { amount: 2, basis: 'raw', currency: 'USD' },
    ]);
  });

  test('actions that a clock that was ahead fetched are corrected by their source', async () => {
    const at = (time: string) => ({ createdAt: micros(time), updatedAt: micros(time) });
    const key = { symbol: 'AHEAD' as TickerSymbol, ts: micros('2001-03-01') };
    const both = (value: number, time: string) =>
      inOne(async (client) => [
        await storeSplits(client, [{ ...key, ratio: value, ...at(time) }], source),
        await storeDividends(client, [{ ...key, amount: value, basis: 'raw', ...at(time) }], source),
      ]);
    expect(await both(5, '2199-01-01')).toEqual([1, 1]);
    expect(await both(4, '2026-01-01')).toEqual([1, 1]);
    expect(await both(7, '2025-01-01')).toEqual([0, 0]);
    await rowsOf(database, `DELETE FROM ts_splits WHERE symbol = 'AHEAD'`);
    await rowsOf(database, `DELETE FROM ts_dividends WHERE symbol = 'AHEAD'`);
  });

  test('bars are answered as they are stored, raw, or adjusted', async () => {
    const market = new TimescaleMarket(database.pool);
    const closes = async (adjust?: 'raw' | 'split' | 'total') => {
      const { series, bases } = await market.bars(symbol, '1d', { adjust });
      return [[...series.close], [...bases].sort()];
    };
    expect(await closes()).toEqual([
      [98, 120, 30],
      ['raw', 'total'],
    ]);
    expect(await closes('raw')).toEqual([
      [98, 120, 30],
      ['raw', 'total'],
    ]);
    expect(await closes('split')).toEqual([
      [24.5, 30, 30],
      ['split', 'total'],
    ]);
    expect(await closes('total')).toEqual([[24.5, 30, 30], ['total']]);
    const latest = await market.bars(symbol, '1d', { adjust: 'total', latest: 2 });
    expect([...latest.series.close]).toEqual([30, 30]);
  });

  test('company data that a source does not state stays', async () => {
    const origin = {
      source: 'sample',
      place: '',
      basis: 'raw',
      currency: 'USD',
      exchange: null,
      timeZone: null,
      decimals: null,
      fetchedAt: micros('2026-01-01'),
    } as const;
    const company = {
      origin,
      answered: 'AAA',
      name: 'Triple A',
      sector: null,
      industry: null,
      marketCap: 5,
      json: '{"a": 1}',
    };
    await inOne(async (client) => {
      await storeInstruments(client, [{ symbol, exchange: 'NMS', currency: null, source: 'sample' }]);
      await storeCompany(client, symbol, company);
      await storeCompany(client, symbol, { ...company, name: null });
    });
    expect(await rowsOf(database, 'SELECT name, exchange, currency, market_cap FROM stocks')).toEqual([
      { name: 'Triple A', exchange: 'NMS', currency: 'USD', market_cap: 5 },
    ]);
    expect(await rowsOf(database, 'SELECT info FROM stock_info')).toEqual([{ info: { a: 1 } }]);
  });

  test('snapshots of a chain accumulate, and the same one changes nothing', async () => {
    const option = {
      ...{ contract: 'AAA260116C00100000', contractDerived: false, ts: micros('2026-01-02T15:00Z'), symbol },
      ...{ expiration: micros('2026-01-16'), strike: 100, lastPrice: 1.5, bid: 1.4, ask: 1.6, volume: 10n },
      ...{ openInterest: 5n, impliedVolatility: 0.3, inTheMoney: false, ...times },
    };
    const snapshot = { source: 'sample', calls: [option], puts: [] };
    const later = { ...snapshot, calls: [{ ...option, ts: micros('2026-01-02T16:00Z') }] };
    const stored = [];
    for (const each of [snapshot, snapshot, later])
      stored.push(await inOne((client) => storeChain(client, each)));
    expect(stored).toEqual([1, 0, 1]);
    expect(
      await rowsOf(database, 'SELECT count(*)::int AS n, min(source) AS source FROM ts_options_calls'),
    ).toEqual([{ n: 2, source: 'sample' }]);
  });

  test('a run is noted when it begins and when it ends, with the reason where it failed', async () => {
    const started = { kind: 'fetch', source: 'ended', place: 'https://example.org' } as const;
    await endRun(database.pool, await beginRun(database.pool, started), null);
    await endRun(database.pool, await beginRun(database.pool, started), 'it does not answer');
    expect(
      await rowsOf(
        database,
        `SELECT status, failure, finished_at IS NOT NULL AS ended FROM etl_runs WHERE source = 'ended' ORDER BY id`,
      ),
    ).toEqual([
      { status: 'finished', failure: null, ended: true },
      { status: 'failed', failure: 'it does not answer', ended: true },
    ]);
  });

  test('a rate is stored once, and corrected', async () => {
    const rate = { series: 'DGS3MO', ts: micros('2026-01-02'), percent: 3.5 };
    const stored = [];
    for (const percent of [3.5, 3.5, 3.6])
      stored.push(await inOne((client) => storeRates(client, [{ ...rate, percent }])));
    expect(stored).toEqual([1, 0, 1]);
  });
});
