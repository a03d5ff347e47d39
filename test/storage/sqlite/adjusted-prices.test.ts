import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { adjustSeries } from '../../../src/domain/adjustment.ts';
import type { BarSeries } from '../../../src/domain/bar.ts';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { SqliteMarket } from '../../../src/storage/sqlite/sqlite-market.ts';

const data = '../shared/data';

/** The last unadjusted close of each day. */
function rawCloses(symbol: TickerSymbol): BarSeries {
  const lines = gunzipSync(readFileSync(`${data}/csv/${symbol}-1h.csv.gz`))
    .toString()
    .trim()
    .split('\n');
  const closes = new Map<string, number>();
  for (const line of lines.slice(1)) {
    const [, , ts = '', , , , close] = line.split(',');
    closes.set(ts.slice(0, 10), Number(close));
  }
  const column = Float64Array.from(closes.values());
  const four = { open: column, high: column, low: column, close: column };
  return {
    symbol,
    interval: '1d',
    ts: Float64Array.from(closes.keys(), (day) => Date.parse(day)),
    ...four,
    volume: column,
  };
}

describe.skipIf(!existsSync(`${data}/legacy`))('23 years of real bars', () => {
  const market = new SqliteMarket(`${data}/legacy/stockula.db`);

  test.each(['AAPL', 'IBM', 'SPY'] as TickerSymbol[])(
    'raw closes of %s, adjusted, are the adjusted closes of the older database',
    async (symbol) => {
      const raw = rawCloses(symbol);
      const stored = {
        basis: [...raw.ts].map(() => 'raw' as const),
        fetchedAt: raw.ts.map(() => Number.NaN),
      };
      const closeBefore = (ts: number) => {
        const index = raw.ts.findLastIndex((day) => day < ts);
        return {
          ts: raw.ts[index] ?? 0,
          close: raw.close[index] ?? 0,
          basis: 'raw' as const,
          fetchedAt: Number.NaN,
        };
      };
      // This database has its dividends as they were paid.
      const actions = {
        splits: (await market.splits(symbol)).map(({ ts, ratio }) => ({ ts: ts / 1000, ratio })),
        dividends: (await market.dividends(symbol)).map(({ ts, amount }) => ({
          ts: ts / 1000,
          amount,
          basis: 'raw' as const,
          fetchedAt: Number.NaN,
          prior: closeBefore(ts / 1000),
        })),
      };
      const { series } = adjustSeries(raw, stored, actions, 'total', (moment) => moment);
      const older = (await market.bars(symbol, '1d')).series;
      expect([...series.ts]).toEqual([...older.ts]);
      const furthest = Math.max(
        ...series.close.map((close, index) => Math.abs(close / (older.close[index] ?? 0) - 1)),
      );
      // Its source rounds factors to seven digits.
      expect(furthest).toBeLessThan(1e-6);
    },
  );

  /** As they were paid, and as yfinance, which the older application asks, gives them: adjusted for the splits since. */
  test.each([
    ['AAPL', 'as paid'],
    ['IBM', 'as paid'],
    ['AAPL', 'adjusted for splits'],
    ['IBM', 'adjusted for splits'],
  ] as [TickerSymbol, string][])(
    'dividends of %s, %s, of a file that does not say which: totals are those of the older database',
    async (symbol, which) => {
      const raw = rawCloses(symbol);
      const fetchedAt = Date.parse('2025-08-01');
      const splits = (await market.splits(symbol)).map(({ ts, ratio }) => ({ ts: ts / 1000, ratio }));
      const since = (ts: number): number =>
        splits.reduce((product, split) => (split.ts > ts ? product * split.ratio : product), 1);
      const dividends = (await market.dividends(symbol)).map(({ ts, amount }) => {
        const index = raw.ts.findLastIndex((day) => day < ts / 1000);
        const prior = { ts: raw.ts[index] ?? 0, close: raw.close[index] ?? 0 };
        return {
          ...{ ts: ts / 1000, amount: which === 'as paid' ? amount : amount / since(ts / 1000) },
          ...{ basis: 'split' as const, fetchedAt },
          prior: { ...prior, basis: 'raw' as const, fetchedAt: Number.NaN },
        };
      });
      const basis = [...raw.ts].map(() => 'raw' as const);
      const { series } = adjustSeries(
        raw,
        { basis, fetchedAt: raw.ts.map(() => Number.NaN) },
        { splits, dividends },
        'total',
        (moment) => moment,
      );
      const older = (await market.bars(symbol, '1d')).series;
      const off = series.close.map((close, index) => Math.abs(close / (older.close[index] ?? 0) - 1));
      expect(Math.max(...off)).toBeLessThan(1e-6);
    },
  );

  test('nothing came after the fetch: adjusting what is adjusted changes nothing', async () => {
    const symbol = 'AAPL' as TickerSymbol;
    expect(await market.bars(symbol, '1d', { adjust: 'total' })).toEqual(await market.bars(symbol, '1d'));
  });
});
