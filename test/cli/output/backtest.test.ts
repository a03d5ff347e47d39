import { stripVTControlCharacters } from 'node:util';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import { brokerFees } from '../../../src/backtest/broker/broker-fees.ts';
import { noCommission } from '../../../src/backtest/broker/commission.ts';
import type { BacktestSettings } from '../../../src/backtest/settings.ts';
import { renderBacktest } from '../../../src/cli/output/backtest.ts';
import { backtestReport } from '../../../src/cli/output/backtest-report.ts';
import { rulesText } from '../../../src/cli/output/backtest-values.ts';
import { backtestBars } from '../../../src/manager/backtest/backtest.ts';
import { plainSettings } from '../../backtest/sma-cross.ts';
import { randomSeries, seriesOf } from '../../indicators/sample-series.ts';

const noFields = {
  commission_type: null,
  commission_value: null,
  min_commission: null,
  max_commission: null,
  per_share_commission: null,
  regulatory_fees: null,
  exchange_fees: null,
};
const settings = {
  ...plainSettings,
  fill: 'close',
  commission: { ...noCommission, relative: 0.002 },
} as const;

const answer = async (length: number, rules: Partial<BacktestSettings> = {}) => {
  const options = {
    strategies: [],
    settings: { ...settings, ...rules },
    warmUp: 'inside',
    riskFree: null,
    folder: '.',
  } as const;
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

test('rules name every fee', async () => {
  const commission = { ...noCommission, fixed: 2, least: 1, most: 9, exchange: 0.5 };
  expect(rulesText(await answer(2, { commission, direction: 'long-short' }))).toBe(
    '$10,000.00 at the start; commission $2.00 an order, at least $1.00, at most $9.00, exchange fee 0.5 an order; ' +
      'filled at the close; long and short; whole shares',
  );
});

test('fees of brokers are told as large as they are', async () => {
  const charged = async (name: string) =>
    rulesText(await answer(2, { commission: brokerFees({ ...noFields, name }) }));
  expect(await charged('td_ameritrade')).toContain('commission regulatory fee 0.00229 %;');
  expect(await charged('robinhood')).toContain(
    'commission 0.000166 a share for orders above 50 shares, at most $8.30;',
  );
  expect(await charged('interactive_brokers')).toContain(
    'exchange fee 0.003 an order, regulatory fee 0.00229 %;',
  );
});

test('a report marks the trades of the best run on its candles', async () => {
  const tested = await answer(500, { direction: 'long-short' });
  const series = randomSeries(500);
  const candles = backtestReport(tested, series).find(({ kind }) => kind === 'candles');
  if (candles?.kind !== 'candles') throw new Error('no candles');
  expect(candles.close).toEqual([...series.close]);
  const [best] = tested.runs;
  const deals = [...(best?.trades ?? []), ...(best?.openTrades ?? [])];
  const isOpen = (best?.openTrades ?? []).length;
  expect(candles.marks).toHaveLength(2 * deals.length - isOpen);
  expect(candles.marks?.every(({ ts }, at) => at === 0 || ts >= Number(candles.marks?.[at - 1]?.ts))).toBe(
    true,
  );
  const short = deals.find(({ size, exitTime }) => size < 0 && exitTime !== null);
  const own = candles.marks?.filter(({ ts }) => ts === short?.entryTime || ts === short?.exitTime);
  const told = own?.map(({ side, text }) => `${side} ${text.split(' ')[0]}`);
  expect(told).toEqual(expect.arrayContaining(['sell short', 'buy cover']));
  expect(backtestReport(tested, null).some(({ kind }) => kind === 'candles')).toBe(false);
});
