import { expect, test } from 'vitest';
import { noCommission } from '../../../src/backtest/broker/commission.ts';
import { renderComparison } from '../../../src/cli/output/run-comparison.ts';
import { renderStoredRun, runColumns } from '../../../src/cli/output/stored-run.ts';
import { styleFor } from '../../../src/cli/output/style.ts';
import { renderTable } from '../../../src/cli/output/table.ts';
import type { StoredRun } from '../../../src/domain/run-store.ts';
import { compareRuns } from '../../../src/manager/runs/compare-runs.ts';

const plain = styleFor(false, {});
const source = (period: number): string =>
  ['export const strategy = {', `  period: ${period},`, ...Array(300).fill('  // more'), '};'].join('\n');

const run = (id: string, returned: number, trades: number): StoredRun =>
  ({
    id,
    kind: 'backtest',
    symbol: 'AAPL',
    interval: '1d',
    madeAt: Date.UTC(2026, 0, 2),
    dataHash: 'same',
    configurationHash: id,
    question: { files: { './mine.ts': { source: source(Number(id)) } } },
    result: {
      symbol: 'AAPL',
      interval: '1d',
      basis: ['total'],
      from: Date.UTC(1998, 0, 2),
      to: Date.UTC(2021, 2, 31),
      bars: 5849,
      settings: { cash: 10_000, commission: noCommission, slippage: 0, stopLossPercent: null },
      runs: [
        {
          strategy: 'smacross',
          title: 'Crossing',
          params: { fast: Number(id) },
          statistics: { 'Return [%]': returned, 'Sharpe Ratio': 0.5, '# Trades': trades },
          riskFree: null,
          trades: Array.from({ length: trades }, (_, at) => ({
            size: 1,
            entryTime: Date.UTC(2015, at, Number(id)),
            exitTime: Date.UTC(2015, at, 28),
            entryPrice: 10,
            exitPrice: 11,
            profit: 1,
            returnPercent: 10,
            commission: 0,
          })),
          openTrades: [],
          notes: [],
          equity: null,
        },
      ],
      notes: [],
    },
  }) as unknown as StoredRun;

test('two runs stand side by side by statistic; of the rest is told where it first differs', () => {
  const text = renderComparison(compareRuns(run('10', 12.5, 40), run('20', -3, 41)), plain);
  expect(text).toMatch(/Statistic +Run 10 +Run 20\n/);
  expect(text).toMatch(/Return \[%\] +12\.50% +-3\.00%\n/);
  expect(text).toContain('Run 10: smacross fast=10\nRun 20: smacross fast=20\n');
  expect(text.indexOf('Return [%]')).toBeLessThan(text.indexOf('# Trades'));
  expect(text).toContain('trades[0].entryTime: 2015-01-10 00:00 -> 2015-01-20 00:00');
  expect(text).toContain('… and elsewhere: -o json has more of them');
  expect(text).toContain('source: from line 2 on: "  period: 10," -> "  period: 20,"');
  expect(text).not.toContain('more\n');
  expect(text.split('\n').length).toBeLessThan(60);
});

test('a comparison is smaller than the runs, whatever they are', () => {
  const before = run('10', 12.5, 2000);
  const search = { ...run('20', 1, 1), kind: 'search', result: { optimisations: [], walkForwards: [] } };
  const compared = compareRuns(before, search as unknown as StoredRun);
  expect(JSON.stringify(compared).length).toBeLessThan(20_000);
  expect(compared.resultDifferences).toContainEqual({ at: 'runs', before: 'a list of 1', now: null });
  expect(compareRuns(before, run('20', 1, 2000)).more).toBe(true);
});

test('the list of runs fits 80 characters in one line each', () => {
  const long = { ...run('123', 12_345.6, 3), symbol: 'BRK.B' } as StoredRun;
  const style = { ...styleFor(true, { LANG: 'C.UTF-8' }, 80), colors: plain.colors };
  const lines = renderTable(runColumns, [long, run('10', 1, 1)], style).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(lines.filter((line) => /1998-01\.\.2021-03/.test(line))).toHaveLength(2);
});

test('a kept run is shown as it was answered', () => {
  const text = renderStoredRun(run('10', 12.5, 40), plain);
  expect(text).toContain('The last 10 of 40 trades');
  expect(text).toContain('1998-01-02 to 2021-03-31, adjusted for splits and dividends');
  expect(text).toContain('fast 10');
});
