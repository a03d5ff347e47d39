import { afterAll, expect, test } from 'vitest';
import { searchAnswerOf } from '../../src/cli/modes/parameter-search.ts';
import { styleFor } from '../../src/cli/output/style.ts';
import { type SearchOptions, searchBars } from '../../src/manager/backtest/optimise-answer.ts';
import { closeWorkers } from '../../src/manager/workers/run-tasks.ts';
import { plainSettings } from '../backtest/sma-cross.ts';
import { randomSeries } from '../indicators/sample-series.ts';

afterAll(closeWorkers);

const options = {
  strategies: [{ name: 'SMACross', parameters: { slow: 90 } }],
  settings: { ...plainSettings, fill: 'close' },
  warmUp: 'inside',
  riskFree: null,
  folder: '.',
} as const;

const search: SearchOptions = {
  optimise: true,
  grids: { sma_cross: { fast: [5, 10] } },
  metric: 'return',
  best: 10,
  split: null,
  walk: null,
};

const ask = (more: Partial<SearchOptions>) =>
  searchBars({ series: randomSeries(600), bases: ['total'] }, {}, options, { ...search, ...more }, {}).then(
    (answer) => ({ ...answer, run: { id: null, note: null }, stale: null }),
  );

test('grids are found by any name of their strategy, and configured parameters hold beside them', async () => {
  const { optimisations } = await ask({});
  expect(optimisations[0]?.values).toEqual({ fast_period: [5, 10] });
  expect(optimisations[0]?.best.map(({ params }) => params['slow_period'])).toEqual([90, 90]);
});

test('with dates alone the configured parameters are tried in both spans', async () => {
  const day = 86_400_000;
  const split = { train: { from: 0, to: 299 * day }, test: { from: 300 * day, to: 599 * day } };
  const { optimisations } = await ask({ optimise: false, split });
  expect(optimisations[0]).toMatchObject({
    combinations: 1,
    trial: { params: { fast_period: 10, slow_period: 90 } },
  });
});

test('each form tells the same', async () => {
  const style = styleFor(false);
  const grids = { smacross: { fast_period: [5, 10], slow_period: [20, 40, 60] } };
  const searched = await ask({ grids });
  const optimised = searchAnswerOf(searched);
  expect(optimised.console(style)).toMatch(/6 combinations by Return \[%\]/);
  for (const { params, statistics } of searched.optimisations[0]?.best ?? []) {
    const [fast, slow] = [params['fast_period'], params['slow_period']];
    const figures = ['Return [%]', 'Sharpe Ratio', 'Max. Drawdown [%]'] as const;
    const shown = figures.map((name) => `[+-]?${Math.abs(Number(statistics[name])).toFixed(2)}%?`);
    const row = [`fast_period=${fast} slow_period=${slow}`, ...shown, String(statistics['# Trades'])];
    expect(optimised.console(style)).toMatch(new RegExp(row.join(' +')));
  }
  expect(optimised.csv.map(({ rows }) => rows.length)).toEqual([6, 6, 0]);
  expect(optimised.html.map(({ kind }) => kind)).toEqual(['table', 'heatmap', 'table', 'text']);
  const walk = { inSampleBars: 200, outOfSampleBars: 100, anchored: true };
  const walked = searchAnswerOf(await ask({ grids, walk }));
  expect(walked.console(style)).toMatch(/Efficiency ratio/);
  expect(walked.csv.map(({ rows }) => rows.length)).toEqual([0, 0, 4]);
  expect(JSON.stringify(walked.json)).not.toMatch(/NaN|Infinity/);
});
