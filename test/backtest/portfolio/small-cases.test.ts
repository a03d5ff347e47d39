import { describe, expect, it } from 'vitest';
import { noCommission } from '../../../src/backtest/broker/commission.ts';
import { runPortfolio } from '../../../src/backtest/portfolio/run.ts';
import { bars, plain } from './small.ts';

const halves = () => [0.5, 0.5];

describe('by hand', () => {
  it('buys whole shares of the target weights and holds them', () => {
    const { equity, cash, weights, trades, openTrades, meanOfReturns, rebalances } = runPortfolio(
      [bars([100, 110, 120]), bars([30, 30, 27])],
      halves,
      plain,
    );
    // 5 · 100 + 16 · 30 = 980; 5 · 120 + 16 · 27 + 20 = 1052
    expect([...cash]).toEqual([1000, 20, 20]);
    expect([...equity]).toEqual([1000, 1050, 1052]);
    expect(weights[0]?.[2]).toBe(600 / 1052);
    expect(trades).toEqual([]);
    expect(openTrades.map(({ size, profit }) => [size, profit])).toEqual([
      [5, 100],
      [16, -48],
    ]);
    expect(rebalances).toHaveLength(1);
    // (20 % − 10 %) / 2
    expect(meanOfReturns.meanPercent).toBeCloseTo(5, 12);
    expect(meanOfReturns.finalValue).toBeCloseTo(1050, 9);
  });

  it('sells what has grown and buys what has fallen, each bar, at its close', () => {
    const { equity, rebalances, trades } = runPortfolio(
      [bars([10, 20, 20, 20]), bars([10, 10, 10, 5])],
      halves,
      {
        ...plain,
        rebalancing: 'daily',
      },
    );
    // 50 + 50 → 1500; 37 and 75 (740 + 750, 10 cash); the next day nothing changes; then 740 + 375 + 10
    expect([...equity]).toEqual([1000, 1500, 1500, 1125]);
    expect(trades.map(({ size, exitPrice, profit }) => [size, exitPrice, profit])).toEqual([[13, 20, 130]]);
    expect(rebalances.map(({ turnoverPercent }) => turnoverPercent)).toEqual([
      50,
      ((260 + 250) / 2 / 1500) * 100,
      0,
    ]);
  });

  it('fills at the next open what was decided at the close', () => {
    const { equity, cash, openTrades } = runPortfolio(
      [bars([100, 120, 130], { open: [90, 110, 125] })],
      () => [1],
      { ...plain, fill: 'next-open' },
    );
    // 1000 / 110 = 9 shares for 990
    expect([...cash]).toEqual([1000, 10, 10]);
    expect([...equity]).toEqual([1000, 1090, 1180]);
    expect(openTrades[0]?.entryPrice).toBe(110);
  });

  it('takes commission and slippage from the cash that is shared', () => {
    const commission = { ...noCommission, relative: 0.01, fixed: 2 };
    const { cash, equity, commissions, slippage } = runPortfolio([bars([10, 10]), bars([20, 20])], halves, {
      ...plain,
      commission,
      slippage: 0.1,
    });
    // 50 and 25 shares would cost 2 · (550 + 5.5 + 2). All lowered by one factor: 44 · 11 + 22 · 22 = 968, fees 9.68
    // + 4, together 981.68; 45 · 11 + 22 · 22 = 979, fees 13.79, together 992.79.
    expect(cash[1]).toBeCloseTo(1000 - 992.79, 9);
    expect(equity[1]).toBeCloseTo(7.21 + 450 + 440, 9);
    expect(commissions).toBeCloseTo(13.79, 9);
    expect(slippage).toBeCloseTo(45 + 44, 9);
  });

  it('sells a position at its stop loss, and buys it again with the next rebalancing only', () => {
    const low = [100, 88, 85, 85];
    const falling = bars([100, 95, 90, 92], { open: [100, 99, 91, 91], low });
    const still = bars([50, 50, 50, 50]);
    const settings = { ...plain, stopLossPercent: 10 };
    const { equity, trades, stops, notes } = runPortfolio([falling, still], halves, settings);
    // 5 shares at 100, sold at 90
    expect([...equity]).toEqual([1000, 950, 950, 950]);
    expect(trades.map(({ size, exitPrice, exitBar }) => [size, exitPrice, exitBar])).toEqual([[5, 90, 1]]);
    expect(stops).toBe(1);
    expect(notes[0]).toContain('stop loss');
    // Bought again at 95, sold at 85.5, bought again at 90.
    const daily = runPortfolio([falling, still], halves, { ...settings, rebalancing: 'daily' });
    expect(daily.trades.flatMap(({ exitBar, exitPrice }) => (exitBar === 2 ? [exitPrice] : []))).toContain(
      85.5,
    );
    expect(daily.openTrades.map(({ entryPrice }) => entryPrice)).toContain(90);
  });

  it('sells at the open where that is below the stop', () => {
    const gap = bars([100, 70], { open: [100, 80], low: [100, 60] });
    const { trades } = runPortfolio([gap], () => [1], { ...plain, stopLossPercent: 10 });
    expect(trades[0]?.exitPrice).toBe(80);
  });

  it('rebalances when a weight has drifted out of its band', () => {
    const rising = bars([10, 11, 12, 13, 14, 15, 16]);
    const still = bars([10, 10, 10, 10, 10, 10, 10]);
    const { rebalances } = runPortfolio([rising, still], halves, { ...plain, rebalancing: { drift: 0.05 } });
    // 12 / 22 = 54.5 %; 13 / 23 = 56.5 %; from there 15 / 28 = 53.6 %, which does not reach 55 %
    expect(rebalances.map(({ ts }) => ts / 86_400_000)).toEqual([0, 3]);
  });

  it('has not drifted where a whole share costs more than what is missing', () => {
    const dear = bars([800, 800, 800, 800, 800, 800]);
    const still = bars([10, 10, 10, 10, 10, 10]);
    const { rebalances } = runPortfolio([dear, still], halves, { ...plain, rebalancing: { drift: 0.05 } });
    expect(rebalances.map(({ ts }) => ts / 86_400_000)).toEqual([0]);
  });

  it('keeps what is at its stop loss where selling costs more than there is', () => {
    const falling = bars([10, 1, 1]);
    const commission = { ...noCommission, fixed: 5 };
    const settings = { ...plain, cash: 15, commission, stopLossPercent: 10 };
    const { cash, stops, openTrades } = runPortfolio([falling], () => [1], settings);
    expect([...cash]).toEqual([15, 0, 0]);
    expect(stops).toBe(0);
    expect(openTrades).toHaveLength(1);
  });
});

describe('calendars', () => {
  it('begin with the first day that all have, value the rest with the latest close, and trade on common days', () => {
    const everyDay = bars([10, 10, 20, 30, 30, 30]);
    const weekdays = bars([5, 5, 6, 7], { firstDay: 1 });
    const withoutDay2 = {
      ...weekdays,
      ts: Float64Array.from([1, 3, 4, 5], (day) => day * 86_400_000),
    };
    const { ts, equity, rebalances } = runPortfolio([everyDay, withoutDay2], halves, {
      ...plain,
      rebalancing: 'daily',
    });
    expect(Array.from(ts, (time) => time / 86_400_000)).toEqual([1, 2, 3, 4, 5]);
    // 50 · 20 + 100 · 5 on the day that the second has no bar
    expect(equity[1]).toBe(1500);
    expect(rebalances.map((each) => each.ts / 86_400_000)).toEqual([1, 3, 4]);
  });

  it.each([
    // 1970-01-22 was a Thursday, and the bars go to Wednesday, 1970-02-04.
    ['weekly', [0, 4, 11]],
    ['monthly', [0, 10]],
    ['quarterly', [0]],
    ['yearly', [0]],
  ] as const)('rebalance %s at the first bar of the period', (rebalancing, days) => {
    const series = bars(
      Array.from({ length: 14 }, (_, index) => 10 + index),
      { firstDay: 21 },
    );
    const { rebalances } = runPortfolio([series], () => [0.5], { ...plain, rebalancing });
    const found = rebalances.map(({ ts }) => ts / 86_400_000 - 21);
    expect(found).toEqual(days);
  });
});

describe('weights from history', () => {
  it('see no bar after the one at which they are decided on', () => {
    const lengths: number[] = [];
    const series = bars([10, 11, 12, 13, 14]);
    runPortfolio(
      [series],
      ([seen]) => {
        lengths.push(seen?.close.length ?? 0);
        return [1];
      },
      { ...plain, rebalancing: 'daily', from: 2 * 86_400_000 },
    );
    expect(lengths).toEqual([3, 4]);
  });

  it('leave the portfolio as it is where they cannot be told, and cash where they are missing to 1', () => {
    let asked = 0;
    const { equity, cash, notes } = runPortfolio(
      [bars([10, 20, 40, 80])],
      () => (asked++ === 1 ? [0.5] : null),
      { ...plain, rebalancing: 'daily' },
    );
    // Bought at 20: 25 shares.
    expect([...equity]).toEqual([1000, 1000, 1500, 2500]);
    expect(cash[3]).toBe(500);
    expect(notes.join()).toContain('At 2 dates no weights could be told');
  });

  it.each([
    ['below 0', [-0.1, 0.5]],
    ['above 1 together', [0.6, 0.5]],
    ['of the wrong number', [1]],
    ['NaN', [Number.NaN, 0.5]],
  ])('are refused %s', (_, weights) => {
    expect(() => runPortfolio([bars([1, 2]), bars([1, 2])], () => weights, plain)).toThrow(
      'weights of at least 0',
    );
  });
});

describe('bad input', () => {
  it('needs a common bar, an instrument and one interval', () => {
    expect(() => runPortfolio([bars([1, 2]), bars([1, 2], { firstDay: 9 })], halves, plain)).toThrow(
      'none for',
    );
    expect(() => runPortfolio([], halves, plain)).toThrow('no instrument');
    const weekly = { ...bars([1, 2]), interval: '1wk' as const };
    expect(() => runPortfolio([bars([1, 2]), weekly], halves, plain)).toThrow('1d and 1wk');
  });

  it.each([
    ['cash', { cash: 0 }],
    ['slippage', { slippage: 1 }],
    ['stop loss', { stopLossPercent: 0 }],
    ['unit', { unit: 0 }],
    ['drift', { rebalancing: { drift: 0 } }],
  ])('refuses a senseless %s', (_, more) => {
    expect(() => runPortfolio([bars([1, 2])], () => [1], { ...plain, ...more })).toThrow('Expected');
  });

  it('answers with one bar, and buys nothing', () => {
    const { equity, annualTurnoverPercent, statistics } = runPortfolio([bars([10])], () => [1], plain);
    expect([...equity]).toEqual([1000]);
    expect(annualTurnoverPercent).toBeNull();
    expect(Object.values(statistics).every((value) => value === null || !Number.isNaN(value))).toBe(true);
  });

  it('leaves out bars without prices', () => {
    const { equity, notes } = runPortfolio([bars([10, Number.NaN, 20])], () => [1], plain);
    expect([...equity]).toEqual([1000, 2000]);
    expect(notes[0]).toBe('1 bar without complete prices was left out.');
  });
});
