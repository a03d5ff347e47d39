import { expect, it } from 'vitest';
import type { MarketStore } from '../../src/domain/market-store.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { compareStores } from '../../src/migrate/compare-stores.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { syntheticFile } from '../support/sources.ts';

const store = (): MarketStore => new SqliteMarket(syntheticFile({ symbols: 1, years: 3 }));

/** A store with one of its answers replaced. */
const butFor = (one: MarketStore, change: Partial<MarketStore>): MarketStore =>
  new Proxy(one, {
    get: (target, name: keyof MarketStore) => change[name] ?? target[name].bind(target),
  });

const doubled = async <Row>(answer: Promise<readonly Row[]>): Promise<Row[]> =>
  (await answer).flatMap((row) => [row, row]);

it('finds rows that one of the stores has twice, whichever it is', async () => {
  const one = store();
  const dividends = await one.dividends('SYNA' as TickerSymbol);
  expect(dividends.length).toBeGreaterThan(2);
  const twice = butFor(one, { dividends: (symbol) => doubled(one.dividends(symbol)) });
  const found = { kind: 'dividend', symbol: 'SYNA', rows: dividends.length };
  expect(await compareStores(one, one)).toMatchObject({ differing: 0 });
  expect(await compareStores(one, twice)).toMatchObject({ differing: 1, differences: [found] });
  expect(await compareStores(twice, one)).toMatchObject({ differing: 1, differences: [found] });
});

it('finds bars that one of the stores has twice', async () => {
  const one = store();
  const twice = butFor(one, {
    bars: async (symbol, interval) => {
      const { series, bases } = await one.bars(symbol, interval);
      const each = (column: Float64Array): Float64Array =>
        Float64Array.from({ length: column.length * 2 }, (_, at) => column[at >> 1] ?? Number.NaN);
      const { ts, open, high, low, close, volume } = series;
      const columns = {
        ts: each(ts),
        open: each(open),
        high: each(high),
        low: each(low),
        close: each(close),
      };
      return { series: { ...series, ...columns, volume: each(volume) }, bases };
    },
  });
  const { differences } = await compareStores(one, twice);
  expect(differences.map(({ kind }) => kind)).toContain('bar');
});
