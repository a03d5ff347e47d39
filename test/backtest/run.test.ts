import { describe, expect, test } from 'vitest';
import { runBacktest } from '../../src/backtest/run.ts';
import type { BarSeries } from '../../src/domain/bar.ts';
import { randomSeries, seriesOf, sliceSeries } from '../indicators/sample-series.ts';
import { scripted } from './scripted.ts';
import { plainSettings, smaCross } from './sma-cross.ts';

const day = 86_400_000;
const cross = smaCross(3, 6);
const atClose = { ...plainSettings, fill: 'close' } as const;

/** Neither NaN nor infinite anywhere, and a note for each null. */
function expectTold({ statistics, notes }: ReturnType<typeof runBacktest>) {
  for (const [name, value] of Object.entries(statistics)) {
    if (typeof value === 'number') expect(Number.isFinite(value), name).toBe(true);
    if (value === null) expect(notes.join(' '), name).toContain(name);
  }
}

describe('bars of all kinds', () => {
  test('missing prices are left out and counted', () => {
    const whole = randomSeries(200);
    const holes = { ...whole, close: whole.close.map((value, at) => (at % 50 === 7 ? Number.NaN : value)) };
    const result = runBacktest(holes, cross, {}, atClose);
    expect(result.notes[0]).toBe('4 bars without complete prices were left out.');
    expect(result.equity.ts).toHaveLength(196);
    expectTold(result);
  });

  test.each([
    ['one bar', seriesOf([100])],
    ['two bars', seriesOf([100, 101])],
    ['equal prices', seriesOf(Array.from({ length: 100 }, () => 100))],
    ['rising prices', seriesOf(Array.from({ length: 100 }, (_, at) => 100 + at))],
    ['falling prices', seriesOf(Array.from({ length: 100 }, (_, at) => 200 - at))],
    ['a random walk', randomSeries(300)],
  ] as const)('%s: each statistic is a number or null with a reason', (_, bars) => {
    for (const strategy of [cross, smaCross(400, 500), scripted([{ bar: 1, do: 'buy' }])]) {
      expectTold(runBacktest(bars, strategy, {}, atClose));
      expectTold(runBacktest(bars, strategy, {}, { ...atClose, holdOnly: true }));
    }
  });

  test('no bars, or none in the window, are an error', () => {
    expect(() => runBacktest(seriesOf([]), cross, {}, plainSettings)).toThrow('Got none');
    expect(() => runBacktest(randomSeries(10), cross, {}, { ...plainSettings, from: 1e15 })).toThrow(
      'only bars before and after',
    );
    expect(() => runBacktest(seriesOf([Number.NaN]), cross, {}, plainSettings)).toThrow('Got none');
  });

  test('orders that make no sense are refused', () => {
    const order = (rest: object) => () =>
      runBacktest(randomSeries(20), scripted([{ bar: 5, do: 'buy', ...rest }]), {}, plainSettings);
    expect(order({ size: 0 })).toThrow('size of an order');
    expect(order({ size: 1.5 })).toThrow('size of an order');
    expect(order({ size: Number.NaN })).toThrow('size of an order');
    expect(order({ limit: Number.NaN })).toThrow('limit of an order');
    expect(order({ limit: 10, stopLoss: 11 })).toThrow('stopLoss below');
    expect(order({ stop: 10, takeProfit: 9 })).toThrow('takeProfit above');
  });
});

test.each([
  [{ cash: 0 }, 'initial cash'],
  [{ cash: Number.NaN }, 'initial cash'],
  [{ slippage: 1 }, 'slippage'],
  [{ slippage: Number.NaN }, 'slippage'],
  [{ unit: 0 }, 'smallest part'],
  [{ stopLossPercent: 0 }, 'stop loss'],
  [{ stopLossPercent: Number.NaN }, 'stop loss'],
  [{ from: day, to: 0 }, 'at 1970-01-02'],
])('settings %j are refused', (wrong, message) => {
  expect(() => runBacktest(randomSeries(50), cross, {}, { ...plainSettings, ...wrong })).toThrow(message);
});

describe('periods of returns', () => {
  const noise = randomSeries(400);
  const every = (interval: BarSeries['interval'], ts: (at: number) => number): BarSeries => ({
    ...noise,
    interval,
    ts: Float64Array.from(noise.ts, (_, at) => ts(at)),
  });

  test('a year of quarters has four, and one of weeks 52', () => {
    const run = (bars: BarSeries) => runBacktest(bars, cross, {}, { ...atClose, holdOnly: true }).statistics;
    const yearly = (bars: BarSeries) => Number(run(bars)['Return (Ann.) [%]']);
    const total = yearly(every('3mo', (at) => Date.UTC(1900, at * 3)));
    const growth = (1 + total / 100) ** (399 / 4);
    expect(growth).toBeCloseTo(1 + Number(run(noise)['Return [%]']) / 100, 6);
    const weeks = yearly(every('1wk', (at) => at * 7 * day));
    expect((1 + weeks / 100) ** (399 / 52)).toBeCloseTo(growth, 6);
  });
});

describe('windows', () => {
  const bars = randomSeries(300);
  const at = (index: number) => Number(bars.ts[index]);

  test('bars before the window warm up, so that trading begins with it', () => {
    const result = runBacktest(bars, cross, {}, { ...atClose, from: at(100), to: at(199) });
    expect(result.equity.ts).toHaveLength(100);
    expect(result.statistics.Start).toBe(new Date(at(100)).toISOString().slice(0, 10));
    expect(result.indicators['calm']?.[0]).not.toBeNaN();
    expect(
      result.trades.every(({ entryTime, exitTime }) => entryTime >= at(100) && Number(exitTime) <= at(199)),
    ).toBe(true);
  });

  test('later bars change nothing', () => {
    const cut = runBacktest(bars, cross, {}, { ...atClose, to: at(199) });
    const short = runBacktest(sliceSeries(bars, 0, 200), cross, {}, atClose);
    expect(cut).toEqual(short);
  });

  test('holding buys at the first bar and keeps to the last', () => {
    const result = runBacktest(bars, cross, {}, { ...atClose, holdOnly: true, unit: 1e-6, from: at(50) });
    const growth = Number(bars.close[299]) / Number(bars.close[50]);
    expect(result.strategy).toBe('hold');
    expect(Number(result.statistics['Equity Final [$]'])).toBeCloseTo(10_000 * growth, 2);
    expect(result.statistics['Exposure Time incl. Open [%]']).toBe(100);
    expect(result.openTrades).toHaveLength(1);
  });
});

test('thousands of trades take no more than their number', () => {
  const flips = Array.from({ length: 20_000 }, (_, bar) => ({ bar, do: bar % 2 ? 'buy' : 'sell' }) as const);
  const byBar = new Map(flips.map((action) => [action.bar, action]));
  const strategy = {
    ...scripted([]),
    prepare: () => ({
      indicators: {},
      next: (trader: Parameters<ReturnType<typeof cross.prepare>['next']>[0]) => {
        const action = byBar.get(trader.index);
        if (action) trader[action.do]({ size: 1 });
      },
    }),
  };
  const begun = performance.now();
  const result = runBacktest(randomSeries(20_000), strategy, {}, plainSettings);
  expect(result.trades.length).toBeGreaterThan(19_000);
  expect(performance.now() - begun).toBeLessThan(2000);
});
