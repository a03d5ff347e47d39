import { expect, test } from 'vitest';
import { Cache } from '../../src/cache/cache.ts';
import { calendarFor } from '../../src/domain/calendar/calendars.ts';
import type { BarRange, MarketStore, StoredBars } from '../../src/domain/market-store.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { StockulaManager } from '../../src/manager/stockula-manager.ts';

const dayMs = 86_400_000;

/** A hundred days, of which the range says which are answered. */
const store = {
  symbols: async () => ['AAA' as TickerSymbol],
  calendar: async (symbol: TickerSymbol) => calendarFor(symbol),
  bars: async (symbol: TickerSymbol, interval: string, { from, to, latest }: BarRange) => {
    const [first, last] = [Number(from ?? 0), Number(to ?? Number.POSITIVE_INFINITY)];
    const all = Array.from({ length: 100 }, (_, day) => day * dayMs).filter(
      (ts) => ts >= first && ts <= last,
    );
    const ts = Float64Array.from(latest === undefined ? all : all.slice(-latest));
    const close = ts.map((time) => 1 + time / dayMs);
    const series = { symbol, interval, ts, open: close, high: close, low: close, close, volume: close };
    return { series, bases: ['raw'] } as unknown as StoredBars;
  },
} as unknown as MarketStore;

test('each range has answers of its own, though they are made of the same numbers', async () => {
  const manager = new StockulaManager(store, new Cache({ price: 1e6, indicators: 1e6, marketData: 1e6 }));
  const closes = async (range: BarRange) =>
    (await manager.technicalAnalysis('AAA', '1d', range, {})).recentCloses;
  const bound = 70 * dayMs;
  expect((await closes({ from: bound as never }))[0]).toBe(71);
  expect((await closes({ to: bound as never })).at(-1)).toBe(71);
  expect(await closes({ from: 5 as never })).not.toHaveLength(5);
  expect(await closes({ latest: 5 })).toHaveLength(5);
});
