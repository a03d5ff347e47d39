import { describe, expect, test } from 'vitest';
import { runBacktest } from '../../src/backtest/run.ts';
import { requireStrategy, strategyCatalogue } from '../../src/backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../src/backtest/strategies/parameters.ts';
import { randomSeries } from '../indicators/sample-series.ts';
import { plainSettings, smaCross } from './sma-cross.ts';

const bars = randomSeries(3000);
const both = { ...plainSettings, direction: 'long-short' } as const;
const run = (name: string, settings: typeof plainSettings, given: Record<string, number> = {}) => {
  const strategy = requireStrategy(name);
  return runBacktest(bars, strategy, strategyParameters(strategy, given), settings);
};
const sizes = (trades: readonly { size: number }[]) => trades.map(({ size }) => Math.sign(size));

describe.each(strategyCatalogue.map(({ name }) => name))('%s', (name) => {
  test('is long only unless told otherwise', () => {
    expect(new Set(sizes(run(name, plainSettings).trades))).toEqual(new Set([1]));
    expect(new Set(sizes(run(name, both).trades))).toEqual(new Set([1, -1]));
  });

  test('turns round at once, whether orders are exclusive or not', () => {
    const exclusive = run(name, both).trades;
    const inclusive = run(name, { ...both, exclusiveOrders: false }).trades;
    const turns = exclusive.filter((trade, at) => trade.entryBar === exclusive[at - 1]?.exitBar);
    expect(turns.length).toBeGreaterThan(0);
    if (!['smacross', 'macd'].includes(name)) expect(inclusive).toEqual(exclusive);
  });
});

test('the crossing that comes with Stockula trades as one that was written for both sides', () => {
  for (const fill of ['close', 'next-open'] as const) {
    const own = run('smacross', { ...both, fill });
    const other = runBacktest(bars, smaCross(10, 20), {}, { ...plainSettings, fill });
    expect(own.statistics).toEqual(other.statistics);
    expect(own.trades).toEqual(other.trades);
  }
});

test('a stop ends a short trade above its entry, and opens none', () => {
  const { trades } = run('double_ema_cross', { ...both, fill: 'close' }, { atr_multiple: 0.5 });
  const short = trades.filter(({ size }) => size < 0);
  expect(short.some(({ profit }) => profit < 0)).toBe(true);
  const free = run('double_ema_cross', { ...both, fill: 'close' }, { atr_multiple: 0 }).trades;
  expect(sizes(free).every((sign, at) => at === 0 || sign !== sizes(free)[at - 1])).toBe(true);
  // With the stop, a short trade may be over bars before the next one is opened.
  const stopped = short.filter((trade) => !trades.some(({ entryBar }) => entryBar === trade.exitBar));
  expect(stopped.length).toBeGreaterThan(3);
  for (const { entryPrice, exitPrice } of stopped) expect(Number(exitPrice)).toBeGreaterThan(entryPrice);
});
