import { expect, it } from 'vitest';
import { type CommissionModel, noCommission } from '../../../src/backtest/broker/commission.ts';
import { runPortfolio } from '../../../src/backtest/portfolio/run.ts';
import type { PortfolioSettings, Rebalancing } from '../../../src/backtest/portfolio/settings.ts';
import type { BarSeries } from '../../../src/domain/bar.ts';
import { bars } from './small.ts';

/** Numbers from 0 to below 1, the same each time (Numerical Recipes' linear congruence). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A random walk with gaps, now and then of pennies, of which some days are missing. */
function walk(roll: () => number, index: number): BarSeries {
  let price = roll() < 0.3 ? 2 : 20 + 500 * roll();
  const open: number[] = [];
  const close: number[] = [];
  for (let day = 0; day < 120; day++) {
    open.push(price * (1 + (roll() - 0.5) * 0.06));
    price = (open[day] ?? 0) * (1 + (roll() - 0.5) * 0.1);
    close.push(price);
  }
  const low = close.map((value, day) => Math.min(value, open[day] ?? value) * (1 - 0.02 * roll()));
  const whole = bars(close, { open, low });
  const kept = Array.from(close, (_, day) => day).filter(() => roll() > 0.03);
  const part = (column: Float64Array) => Float64Array.from(kept, (day) => column[day] ?? Number.NaN);
  const { ts, high, volume } = whole;
  return {
    ...whole,
    symbol: `S${index}` as BarSeries['symbol'],
    ts: part(ts),
    open: part(whole.open),
    high: part(high),
    low: part(whole.low),
    close: part(whole.close),
    volume: part(volume),
  };
}

const rebalancings: readonly Rebalancing[] = ['never', 'daily', 'weekly', 'monthly', { drift: 0.05 }];

function rules(roll: () => number): PortfolioSettings {
  const commission: CommissionModel = {
    ...noCommission,
    relative: roll() < 0.5 ? roll() * 0.01 : 0,
    fixed: roll() < 0.5 ? roll() * 20 : 0,
    perShare:
      roll() < 0.3
        ? [
            { from: 0, rate: 0.01 },
            { from: 100, rate: 0.005 },
          ]
        : [],
    least: roll() < 0.3 ? 1 : null,
  };
  return {
    cash: roll() < 0.2 ? 100 : 500 + 1e5 * roll(),
    commission,
    slippage: roll() < 0.5 ? roll() * 0.01 : 0,
    fill: roll() < 0.5 ? 'close' : 'next-open',
    rebalancing: rebalancings[Math.floor(roll() * rebalancings.length)] ?? 'never',
    stopLossPercent: roll() < 0.5 ? 1 + roll() * 20 : null,
    unit: roll() < 0.5 ? 1 : 1e-6,
  };
}

it('cash is never negative, equity is cash and holdings, and what trades earned is what equity gained', () => {
  const roll = dice(7);
  for (let run = 0; run < 200; run++) {
    const series = Array.from({ length: 1 + Math.floor(roll() * 5) }, (_, index) => walk(roll, index));
    const parts = series.map(roll);
    const total = parts.reduce((sum, part) => sum + part, 0) * (1 + 0.2 * roll());
    const settings = rules(roll);
    const { cash, equity, weights, trades, openTrades } = runPortfolio(
      series,
      () => parts.map((part) => part / total),
      settings,
    );
    expect(Math.min(...cash)).toBeGreaterThanOrEqual(-1e-9);
    for (const [at, value] of equity.entries()) {
      const held = weights.reduce((sum, column) => sum + (column[at] ?? Number.NaN), 0);
      expect((cash[at] ?? Number.NaN) + held * value).toBeCloseTo(value, 6);
    }
    const earned = [...trades, ...openTrades].reduce((sum, { profit }) => sum + profit, settings.cash);
    expect(Math.abs(earned - (equity.at(-1) ?? Number.NaN))).toBeLessThan(1e-6 * settings.cash);
  }
});
