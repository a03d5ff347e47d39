import { Cache } from '../../../src/cache/cache.ts';
import { backtest } from '../../../src/config/sections/backtest.ts';
import { backtestOptimization } from '../../../src/config/sections/backtest-optimization.ts';
import { forecast } from '../../../src/config/sections/forecast.ts';
import { portfolio } from '../../../src/config/sections/portfolio.ts';
import type { BarSeries } from '../../../src/domain/bar.ts';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import type { BarRange, MarketStore } from '../../../src/domain/market-store.ts';
import { type AllocationQuestion, allocationQuestion } from '../../../src/manager/allocation/question.ts';
import { StockulaManager } from '../../../src/manager/stockula-manager.ts';
import { randomSeries } from '../../indicators/sample-series.ts';

const dayMs = 86_400_000;
const symbols = ['AAA', 'BBB', 'CCC', 'DDD'] as const;

/** Four random walks of 800 days from 2020-01-01, upwards on the whole; DDD begins 300 days later. */
export function walk(symbol: string): BarSeries {
  const place = symbols.indexOf(symbol as (typeof symbols)[number]);
  const series = randomSeries(800, 11 + place);
  const start = Date.UTC(2020, 0, 1) / dayMs;
  const late = symbol === 'DDD' ? 300 : 0;
  const cut = (values: Float64Array) => values.slice(late);
  const up = (values: Float64Array) => cut(values.map((value, index) => value * 1.0008 ** index));
  return {
    symbol: symbol as BarSeries['symbol'],
    interval: '1d',
    ts: cut(series.ts.map((_, index) => (start + index) * dayMs)),
    open: up(series.open),
    high: up(series.high),
    low: up(series.low),
    close: up(series.close),
    volume: cut(series.volume),
  };
}

/** A 13-week yield of 2 % on every day. */
function bill(): BarSeries {
  const { ts } = walk('AAA');
  const two = new Float64Array(ts.length).fill(2);
  return {
    symbol: '^IRX' as BarSeries['symbol'],
    interval: '1d',
    ts,
    open: two,
    high: two,
    low: two,
    close: two,
    volume: two,
  };
}

export function managerOf({ withBill = true } = {}): StockulaManager {
  const store: Partial<MarketStore> = {
    symbols: async () => [...symbols, ...(withBill ? ['^IRX'] : [])],
    intervalsOf: async () => ['1d'],
    calendar: async () => calendarFor('BTC-USD'),
    stockInfo: async (symbol) => ({
      symbol,
      info: { marketCap: symbol === 'AAA' ? 3e9 : 1e9 },
      original: null,
    }),
    bars: async (symbol, _, range: BarRange = {}) => {
      const [from, to] = [Number(range.from ?? 0), Number(range.to ?? Number.POSITIVE_INFINITY)];
      const whole = symbol === '^IRX' ? bill() : walk(symbol);
      const first = whole.ts.findIndex((time) => time >= from);
      const isHeld = symbols.some((own) => own === symbol) || (symbol === '^IRX' && withBill);
      const last = isHeld ? whole.ts.findLastIndex((time) => time <= to) + 1 : 0;
      const cut = (values: Float64Array) => values.slice(first, last);
      const { ts, open, high, low, close, volume } = whole;
      const series = {
        ...whole,
        ts: cut(ts),
        open: cut(open),
        high: cut(high),
        low: cut(low),
        close: cut(close),
        volume: cut(volume),
      };
      return { series, bases: ['total'] };
    },
  };
  const cache = new Cache({ price: 1e6, indicators: 1e6, marketData: 1e6 });
  return new StockulaManager(store as MarketStore, cache);
}

/** The question of a portfolio of these symbols, with what else the configuration says. */
export function questionOf(
  given: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>> = {},
  tickers: readonly unknown[] = symbols.map((symbol) => ({ symbol })),
): AllocationQuestion {
  const config = {
    portfolio: portfolio.parse({ tickers, ...given }),
    forecast: forecast.parse({}),
    backtest: backtest.parse(more['backtest'] ?? {}),
    backtest_optimization: backtestOptimization.nullable().parse(more['backtest_optimization'] ?? null),
  };
  return allocationQuestion(config, { interval: '1d', range: {}, adjust: 'total' });
}
