import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { noCommission } from '../../../src/backtest/broker/commission.ts';
import { renderBacktest } from '../../../src/cli/output/backtest.ts';
import { backtestBars } from '../../../src/manager/backtest/backtest.ts';
import { randomSeries, seriesOf } from '../../indicators/sample-series.ts';

const settings = {
  cash: 10_000,
  commission: { ...noCommission, relative: 0.002 },
  slippage: 0,
  fill: 'close',
  exclusiveOrders: true,
  stopLossPercent: null,
  finalizeTrades: false,
} as const;

const answer = async (length: number) => {
  const options = { strategies: [], settings, warmUp: 'inside', riskFree: null, folder: '.' } as const;
  const store = { bars: async () => ({ series: seriesOf([]), bases: [] }) };
  const bars = await backtestBars({ series: randomSeries(length), bases: [] }, {}, options, store);
  return { ...bars, run: { id: null, note: null }, stale: null };
};

const style = (width: number) => ({ boxed: true, colors: pc.createColors(true), width, unicode: true });

test.each([80, 100, 140])('backtests fit into %d columns, as tables', async (width) => {
  const lines = stripVTControlCharacters(renderBacktest(await answer(500), style(width))).split('\n');
  // Sentences are wrapped later.
  const pictured = lines.filter((line) => !/^Note:|\$10,000.00 at the start|_period/.test(line));
  expect(Math.max(...pictured.map((line) => line.length))).toBeLessThanOrEqual(width);
  expect(lines.join('\n')).not.toContain('─[ 1 ]─');
});

test('one bar is shown without a number that is none', async () => {
  const text = stripVTControlCharacters(renderBacktest(await answer(1), style(100)));
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
  expect(text).toContain('Nothing was traded');
  expect(text).toContain('No trades.');
});
