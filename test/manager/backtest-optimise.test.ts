import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { gridOf } from '../../src/backtest/optimise/grid.ts';
import { rankingMetric } from '../../src/backtest/optimise/metric.ts';
import { walkWindows } from '../../src/backtest/optimise/windows.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import { requireStrategy, strategyCatalogue } from '../../src/backtest/strategies/catalogue.ts';
import { checkSplit, optimise } from '../../src/manager/backtest/optimise.ts';
import { walkForward } from '../../src/manager/backtest/walk-forward.ts';
import { strategyReference } from '../../src/manager/strategies/strategy-reference.ts';
import { closeWorkers } from '../../src/manager/workers/run-tasks.ts';
import { googDaily, hasGoog } from '../backtest/sample-bars.ts';
import { plainSettings } from '../backtest/sma-cross.ts';
import { randomSeries } from '../indicators/sample-series.ts';
import { freshFolder } from '../support/embedded.ts';

afterAll(closeWorkers);

const settings = {
  ...plainSettings,
  fill: 'close',
  commission: { ...noCommission, relative: 0.002 },
} as const;
const smacross = requireStrategy('smacross');
const request = {
  strategy: { kind: 'built-in', name: 'smacross' },
  grid: { fast_period: [5, 10, 20], slow_period: { min: 20, max: 60, step: 20 } },
  parameters: {},
  settings,
  metric: 'Return [%]',
  best: 3,
  split: null,
} as const;

describe('a grid', () => {
  test('leaves out what makes no sense, and counts it', () => {
    const { values, combinations, skipped } = gridOf(smacross, request.grid, {});
    expect(values).toEqual({ fast_period: [5, 10, 20], slow_period: [20, 40, 60] });
    expect(skipped).toBe(1);
    expect(combinations).toHaveLength(8);
    expect(combinations[0]).toEqual({ fast_period: 5, slow_period: 20 });
  });

  test('of a hundred thousand values each is refused at once', () => {
    const whole = { min: 1, max: 100_000 };
    const began = performance.now();
    expect(() => gridOf(smacross, { fast_period: whole, slow_period: whole }, {})).toThrow(
      /at most 1000000 combinations .*Got 10000000000/,
    );
    expect(performance.now() - began).toBeLessThan(3_000);
    const endless = { fast_period: { min: 1, max: 1e9 } };
    expect(() => gridOf(smacross, endless, {})).toThrow(
      /at most 1000000 values of fast_period .*Got 1000000000/,
    );
  });

  test('takes steps of decimal fractions as they are written', () => {
    const { values } = gridOf(
      requireStrategy('frama'),
      { atr_multiple: { min: 0.1, max: 0.4, step: 0.1 } },
      {},
    );
    expect(values['atr_multiple']).toEqual([0.1, 0.2, 0.3, 0.4]);
  });

  test.each([
    [{ fast_perid: [1] }, /Did you mean fast_period\?/],
    [{ fast_period: [] }, /values of fast_period/],
    [{ fast_period: { min: 5 } }, /values of fast_period/],
    [{ fast_period: { min: 9, max: 5 } }, /values of fast_period/],
    [{ fast_period: { min: 1, max: 9, step: 0 } }, /values of fast_period/],
    [{ fast_period: [0] }, /whole number from 1/],
    [{ fast_period: [30], slow_period: [20] }, /slow_period \(20\) must be above fast_period \(30\)/],
    [
      { fast_period: { min: 1, max: 9999 }, slow_period: { min: 1, max: 9999 } },
      /at most 1000000 combinations/,
    ],
  ])('%o is refused', (grid, message) => {
    expect(() => gridOf(smacross, grid, {})).toThrow(message);
  });

  test('each strategy has values of its own to try', () => {
    for (const strategy of strategyCatalogue)
      expect(gridOf(strategy, null, {}).combinations.length).toBeGreaterThan(9);
  });
});

test('metrics are found without their unit, and the nearest is named', () => {
  expect(rankingMetric('return').name).toBe('Return [%]');
  expect(rankingMetric('max. drawdown duration')).toEqual({
    name: 'Max. Drawdown Duration',
    lowerIsBetter: true,
  });
  expect(() => rankingMetric('Sharp Ratio')).toThrow(/Did you mean 'Sharpe Ratio'\?/);
  expect(() => rankingMetric('Start')).toThrow(/a number/);
});

test('windows follow each other without a gap; anchored ones grow', () => {
  const walk = { inSampleBars: 100, outOfSampleBars: 40, anchored: false };
  expect(walkWindows({ first: 0, last: 199 }, walk)).toEqual([
    { inSample: { first: 0, last: 99 }, outOfSample: { first: 100, last: 139 } },
    { inSample: { first: 40, last: 139 }, outOfSample: { first: 140, last: 179 } },
    { inSample: { first: 80, last: 179 }, outOfSample: { first: 180, last: 199 } },
  ]);
  expect(walkWindows({ first: 0, last: 199 }, { ...walk, anchored: true })[2]?.inSample).toEqual({
    first: 0,
    last: 179,
  });
  expect(() => walkWindows({ first: 0, last: 99 }, walk)).toThrow(/100 bars/);
});

describe.skipIf(!hasGoog)('an optimisation over GOOG', () => {
  const bars = hasGoog ? googDaily() : randomSeries(100);

  test('ranks what each combination comes to alone, on however many threads', async () => {
    const [one, two] = [
      await optimise(bars, request, { threads: 1 }),
      await optimise(bars, request, { threads: 2 }),
    ];
    expect(two).toEqual(one);
    const alone = gridOf(smacross, request.grid, {}).combinations.map((params) => ({
      params,
      value: Number(runBacktest(bars, smacross, params, settings).statistics['Return [%]']),
    }));
    const expected = alone.toSorted((a, b) => b.value - a.value).slice(0, 3);
    expect(one.best.map(({ params, value }) => ({ params, value }))).toEqual(expected);
    expect(one.heatMap?.values[2]?.[0]).toBeNull();
    expect(
      one.heatMap?.values
        .flat()
        .filter((value) => value !== null)
        .toSorted(),
    ).toEqual(alone.map(({ value }) => value).toSorted());
  });

  test('shows what a choice in the first part made of the rest', async () => {
    const { trial } = await optimise(bars, request);
    expect(trial?.train[0]).toBe('2004-08-19');
    expect(trial?.test[1]).toBe('2013-03-01');
    const { params, testResults, trainResults, performanceDegradation } = trial ?? {};
    const from = Date.parse(trial?.test[0] ?? '');
    const own = runBacktest(bars, smacross, params ?? {}, {
      ...settings,
      from,
      to: Date.parse('2013-03-01'),
    });
    expect(testResults).toEqual(own.statistics);
    const [train, test] = [Number(trainResults?.['Return [%]']), Number(testResults?.['Return [%]'])];
    expect(performanceDegradation?.return).toBeCloseTo(((test - train) / Math.abs(train)) * 100, 9);
  });

  test('trains and tests in the spans that are named', async () => {
    const span = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });
    const split = { train: span('2005-01-01', '2008-12-31'), test: span('2009-01-01', '2010-12-31') };
    const { best, trial } = await optimise(bars, { ...request, split });
    expect(trial?.params).toEqual(best[0]?.params);
    expect(trial?.trainResults).toMatchObject({ Start: '2005-01-03', End: '2008-12-31' });
    expect(trial?.testResults).toMatchObject({ Start: '2009-01-02', End: '2010-12-31' });
    const early = { ...split.test, from: Date.parse('2008-12-30') };
    expect(() => checkSplit(split.train, early)).toThrow(/without a day of one in the other/);
    expect(() => checkSplit(split.test, split.train)).toThrow(/training before testing/);
  });

  test('walks forward: chosen in sample, used after it, joined with one account', async () => {
    const walk = { inSampleBars: 800, outOfSampleBars: 400, anchored: false };
    const result = await walkForward(bars, { ...request, walk });
    expect(result.windows).toHaveLength(4);
    let cash = 10_000;
    for (const window of result.windows) {
      const inside = {
        ...settings,
        from: Date.parse(window.inSample[0]),
        to: Date.parse(window.inSample[1]),
      };
      const [best] = gridOf(smacross, request.grid, {})
        .combinations.map((params) => runBacktest(bars, smacross, params, inside))
        .sort((a, b) => Number(b.statistics['Return [%]']) - Number(a.statistics['Return [%]']));
      expect(window.params).toEqual(best?.params);
      const { equity } = runBacktest(bars, smacross, window.params, {
        ...settings,
        cash,
        finalizeTrades: true,
        from: Date.parse(window.outOfSample[0]),
        to: Date.parse(window.outOfSample[1]),
      });
      cash = equity.equity.at(-1) ?? 0;
    }
    expect(result.statistics['Equity Final [$]']).toBeCloseTo(cash, 9);
    expect(result.equity?.equity).toHaveLength(bars.ts.length - 800);
    const inSample = result.windows.reduce((sum, one) => sum + Number(one.annualReturnInSample), 0) / 4;
    expect(result.efficiencyRatio).toBeCloseTo(Number(result.statistics['Return (Ann.) [%]']) / inSample, 9);
  });
});

test('a strategy file is optimised in the threads, with its own check', async () => {
  const folder = freshFolder('optimise');
  writeFileSync(
    join(folder, 'own.ts'),
    `export const strategy = {
      parameters: { fast_period: 5, slow_period: 20 },
      check: ({ fast_period, slow_period }: Record<string, number>) => (fast_period < slow_period ? null : 'slow below fast'),
      prepare({ close }, { fast_period, slow_period }, { sma, crossedAbove }) {
        const [fast, slow] = [sma(close, fast_period), sma(close, slow_period)];
        return { indicators: { fast, slow }, next(trader) {
          if (crossedAbove(fast, slow, trader.index)) trader.buy();
          else if (crossedAbove(slow, fast, trader.index)) trader.close();
        } };
      },
    };`,
  );
  const bars = randomSeries(400);
  const own = await optimise(bars, { ...request, strategy: strategyReference('./own.ts', folder) });
  const { strategy, title, ...builtIn } = await optimise(bars, request);
  expect(own).toEqual({ strategy: 'own', title: 'own', ...builtIn });
  writeFileSync(join(folder, 'endless.ts'), 'export const strategy = { prepare() { for (;;); } };');
  const endless = { ...request, grid: {}, strategy: strategyReference('./endless.ts', folder) };
  const signal = AbortSignal.timeout(400);
  await expect(optimise(bars, endless, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  writeFileSync(
    join(folder, 'enum.ts'),
    'export enum Kind { one } export const strategy = { prepare() {} };',
  );
  const compiled = { ...request, grid: {}, strategy: strategyReference('./enum.ts', folder) };
  await expect(optimise(bars, compiled)).rejects.toThrow(/needs compiling/);
});

test.each([[0], [1], [2]])('%i bars are no reason for a value that is no number', async (length) => {
  const running = optimise(randomSeries(length), request);
  if (length === 0) return expect(running).rejects.toMatchObject({ code: 'NO_DATA' });
  const { best, trial, notes } = await running;
  expect(JSON.stringify([best, notes])).not.toMatch(/NaN|Infinity/);
  expect(trial).toBeNull();
  expect(notes.join(' ')).toMatch(/too few bars/);
});

test('notes speak of one and of many', async () => {
  const flat = { ...request, metric: 'Profit Factor', grid: { fast_period: [5] } };
  expect((await optimise(randomSeries(20), flat)).notes).toEqual([
    '1 combination without Profit Factor, ranked last.',
    'There are too few bars to try the choice on others.',
  ]);
  const two = { ...flat, grid: { fast_period: [5, 6] } };
  expect((await optimise(randomSeries(20), two)).notes.slice(0, 2)).toEqual([
    'The best of 2 tries on the same bars is better than what to expect of it.',
    '2 combinations without Profit Factor, ranked last.',
  ]);
});
