import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import type { BacktestSettings } from '../../src/backtest/settings.ts';
import type { StatisticName } from '../../src/backtest/statistics/names.ts';
import type { BarSeries } from '../../src/domain/bar.ts';
import type { Interval } from '../../src/domain/interval.ts';
import { seriesOf } from '../indicators/sample-series.ts';
import { googDaily, hasGoog } from './sample-bars.ts';
import { type Action, scripted } from './scripted.ts';
import { plainSettings, smaCross } from './sma-cross.ts';

// Figures of backtesting.py 0.6.6, which corrects 0.6.5 in the annualised statistics. Orders that it fills at prices
// that were not there are left out; order-events.test.ts has them.

interface RecordedBars {
  readonly interval: Interval;
  readonly ts: readonly number[];
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
}

interface RecordedCase {
  readonly name: string;
  readonly bars: string;
  readonly strategy: {
    readonly sma?: readonly [number, number, 'both' | 'long'];
    readonly script?: readonly Action[];
  };
  /** Fixed, and part of the value. */
  readonly commission: readonly [number, number];
  readonly fill: 'close' | 'next-open';
  readonly exclusive: boolean;
  readonly cash: number;
  readonly unit: number;
  readonly statistics: Readonly<Record<string, number | string | null>>;
  readonly tradeCount: number;
  /** Size, entry bar, exit bar, entry price, exit price, profit, return, commission, stop loss, take profit. */
  readonly trades: readonly (readonly (number | null)[])[];
}

const file = new URL('../fixtures/backtest/recorded.json', import.meta.url);
const recorded: { bars: Record<string, RecordedBars>; cases: RecordedCase[] } = JSON.parse(
  readFileSync(file, 'utf8'),
);

function barsOf(name: string): BarSeries {
  if (name === 'GOOG') return googDaily();
  const bars = recorded.bars[name];
  if (bars === undefined) throw new Error(`no bars ${name}`);
  return { ...seriesOf(bars.close, bars), interval: bars.interval, ts: Float64Array.from(bars.ts) };
}

function run(each: RecordedCase) {
  const [fixed, relative] = each.commission;
  const settings: BacktestSettings = {
    ...plainSettings,
    cash: each.cash,
    commission: { ...noCommission, fixed, relative },
    fill: each.fill,
    exclusiveOrders: each.exclusive,
    unit: each.unit,
  };
  const { sma, script } = each.strategy;
  const strategy = sma ? smaCross(...sma) : scripted(script ?? []);
  return runBacktest(barsOf(each.bars), strategy, {}, settings);
}

/** What is defined otherwise here, by case; docs/differences.md says why. */
const otherwise: Readonly<Record<string, readonly StatisticName[]>> = {
  'everything lost': [
    'Return (Ann.) [%]',
    'Volatility (Ann.) [%]',
    'Sharpe Ratio',
    'Sortino Ratio',
    'Calmar Ratio',
    'Avg. Trade [%]',
  ],
};

function expectEqual(name: string, ours: number | string | null | undefined, theirs: number | string | null) {
  if (typeof theirs !== 'number' || typeof ours !== 'number') {
    expect(typeof ours === 'string' ? Date.parse(ours) : ours, name).toBe(
      typeof theirs === 'string' ? Date.parse(`${theirs}Z`) : theirs,
    );
    return;
  }
  // Differences of nearly equal numbers leave residues of the size of the rounding of their operands.
  expect(Math.abs(ours - theirs), `${name}: ${ours} for ${theirs}`).toBeLessThanOrEqual(
    1e-9 * Math.abs(theirs) + 1e-12,
  );
}

describe.each(recorded.cases)('$name', (each) => {
  test.skipIf(each.bars === 'GOOG' && !hasGoog)('has the recorded statistics and trades', () => {
    const result = run(each);
    for (const [name, theirs] of Object.entries(each.statistics)) {
      if (otherwise[each.name]?.includes(name as StatisticName)) continue;
      expectEqual(name, result.statistics[name as StatisticName], theirs);
    }
    expect(result.trades).toHaveLength(each.tradeCount);
    for (const [at, theirs] of each.trades.entries()) {
      const trade = result.trades[at];
      const ours = [
        trade?.size,
        trade?.entryBar,
        trade?.exitBar,
        trade?.entryPrice,
        trade?.exitPrice,
        trade?.profit,
        (trade?.returnPercent ?? Number.NaN) / 100,
        trade?.commission,
        trade?.stopLoss,
        trade?.takeProfit,
      ];
      for (const [column, value] of theirs.entries()) {
        // It does not tell the stop loss and the take profit of a trade that was closed in parts.
        if (value !== null) expectEqual(`trade ${at} column ${column}`, ours[column], value);
      }
    }
  });
});
