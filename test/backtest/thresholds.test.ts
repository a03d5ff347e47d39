import { expect, test } from 'vitest';
import { runBacktest } from '../../src/backtest/run.ts';
import { returnPeriods } from '../../src/backtest/statistics/calendar.ts';
import { seriesOf } from '../indicators/sample-series.ts';
import { scripted } from './scripted.ts';
import { plainSettings } from './sma-cross.ts';

test('a year has 365 days from the bar at weekends on that makes more than 0.6 of their part of the calendar', () => {
  // 2 of 7 days · 0.6 are 171.4 of 1000 bars. 1970-01-03 was a Saturday, 1970-01-05 a Monday.
  const withWeekends = (count: number) =>
    Float64Array.from({ length: 1000 }, (_, at) => ((at < count ? 2 : 4) + 7 * at) * 86_400_000);
  expect(returnPeriods('1d', withWeekends(171)).perYear).toBe(252);
  expect(returnPeriods('1d', withWeekends(172)).perYear).toBe(365);
});

test('what is held short is valued at the market price of the moment when the next order is paid for', () => {
  // Sold at 100 · 0.99. At the open of 200, 100,000 + 9,900 − 2 · 100 · 200 = 69,900 can be spent: 353 pieces at 198
  // cost 69,894, 354 cost 70,092. At the close before, or at 198, there would be money for 354.
  const flat = seriesOf([100, 100, 100, 100, 100]);
  const prices = { open: flat.open.slice(), high: flat.high.slice() };
  prices.open[3] = 200;
  prices.high[3] = 200;
  const bars = { ...flat, ...prices };
  const settings = { ...plainSettings, cash: 100_000, slippage: 0.01, exclusiveOrders: false };
  const after = (size: number) => {
    const script = scripted([
      { bar: 1, do: 'sell', size: 100 },
      { bar: 2, do: 'sell', size },
    ]);
    return runBacktest(bars, script, {}, settings);
  };
  expect(after(353).openTrades.map(({ size }) => size)).toEqual([-100, -353]);
  expect(after(354).openTrades.map(({ size }) => size)).toEqual([-100]);
  expect(after(354).notes.join(' ')).toContain('1 order was dropped for want of cash');
});
