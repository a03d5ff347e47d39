import { describe, expect, it } from 'vitest';
import { noCommission } from '../../../src/backtest/broker/commission.ts';
import { hold } from '../../../src/backtest/hold.ts';
import { runPortfolio } from '../../../src/backtest/portfolio/run.ts';
import type { Rebalancing } from '../../../src/backtest/portfolio/settings.ts';
import { runBacktest } from '../../../src/backtest/run.ts';
import { plain } from './small.ts';
import { hasStored, storedSeries } from './stored-series.ts';

const symbols = ['AAPL', 'SPY', 'IBM', 'GOOG'];
const weights = [0.4, 0.3, 0.2, 0.1];
const cash = 10_000;

function fourSeries() {
  return symbols.map((symbol) => storedSeries(symbol, '2010-01-04', '2020-12-31'));
}

/** Calculated with pandas from the same closes: growth of each holding from one rebalancing to the next. */
const byPandas: readonly (readonly [Rebalancing, number, number, number, number])[] = [
  // final equity, equity on 2015-06-30, largest drawdown, turnover after the first purchase
  ['never', 98241.71572190858, 27120.726918783916, -32.4719351160556, 0],
  ['daily', 67086.04192913961, 24921.426251733217, -33.42331622963257, 793.3077915142504],
  ['weekly', 67724.09435189192, 25110.757346079376, -33.452947023368665, 398.776978046896],
  ['monthly', 67946.41925904261, 25062.289676270546, -33.513490984665715, 200.52759891247698],
  ['quarterly', 68567.72964320525, 25507.96032123793, -33.532688269364556, 123.43401912008316],
  ['yearly', 69725.57442452754, 25304.546141078812, -33.53268826936456, 59.91209769523886],
];

describe.skipIf(!hasStored)('four series over eleven years', () => {
  it.each(byPandas)('rebalanced %s as pandas has it', (rebalancing, final, middle, drawdown, turnover) => {
    const settings = { ...plain, cash, rebalancing, unit: 1e-9 };
    const result = runPortfolio(fourSeries(), () => weights, settings);
    const near = (value: number | undefined, wanted: number) => Math.abs((value ?? Number.NaN) / wanted - 1);
    expect(near(result.equity.at(-1), final)).toBeLessThan(1e-9);
    expect(near(result.equity[result.ts.indexOf(Date.UTC(2015, 5, 30))], middle)).toBeLessThan(1e-9);
    expect(near(Number(result.statistics['Max. Drawdown [%]']), drawdown)).toBeLessThan(1e-9);
    const traded = result.rebalances.slice(1).reduce((sum, each) => sum + each.turnoverPercent, 0);
    expect(traded).toBeCloseTo(turnover, 5);
    expect(result.meanOfReturns.meanPercent).toBeCloseTo(609.0093253927805, 9);
    expect(result.statistics['Buy & Hold Return [%]']).toBeCloseTo(609.0093253927805, 9);
  });

  it('in whole shares as NumPy has it, with and without commission', () => {
    const settings = { ...plain, cash, rebalancing: 'monthly' as const };
    const whole = runPortfolio(fourSeries(), () => weights, settings);
    expect(whole.equity.at(-1)).toBeCloseTo(67191.2582775884, 6);
    expect(whole.cash.at(-1)).toBeCloseTo(1194.006239886381, 6);
    expect(whole.openTrades.reduce((sum, { size }) => sum + size, 0)).toBe(210 + 53 + 106 + 3);
    const commission = { ...noCommission, relative: 0.001 };
    const nine = weights.map((weight) => 0.9 * weight);
    const paid = runPortfolio(fourSeries(), () => nine, { ...settings, commission });
    expect(paid.equity.at(-1)).toBeCloseTo(55783.16422331673, 6);
    expect(paid.commissions).toBeCloseTo(97.14237240849137, 6);
  });

  it.each([
    ['close', 0, null],
    ['next-open', 0, null],
    ['close', 0.002, null],
    ['next-open', 0.002, 15],
    ['close', 0.001, 10],
  ] as const)(
    'one of them, held, equals a backtest (%s, commission %f, stop loss %s)',
    (fill, relative, stop) => {
      const bars = storedSeries('AAPL', '2010-01-04', '2020-12-31');
      const shared = {
        cash,
        commission: { ...noCommission, relative },
        slippage: 0.0005,
        fill,
        stopLossPercent: stop,
      };
      const single = runBacktest(
        bars,
        hold,
        {},
        {
          ...shared,
          holdOnly: true,
          exclusiveOrders: true,
          finalizeTrades: false,
        },
      );
      const portfolio = runPortfolio([bars], () => [1], { ...plain, ...shared });
      expect(
        Math.max(...portfolio.equity.map((value, at) => Math.abs(value - (single.equity.equity[at] ?? 0)))),
      ).toBeLessThan(1e-7);
      for (const [name, value] of Object.entries(single.statistics)) {
        const found = portfolio.statistics[name as keyof typeof single.statistics];
        if (name === 'Commissions [$]') continue;
        if (typeof value === 'number') expect(found, name).toBeCloseTo(value, 8);
        else expect(found, name).toBe(value);
      }
    },
  );

  it.each(['close', 'next-open'] as const)('never owe cash, and add up at every bar (%s)', (fill) => {
    const series = fourSeries();
    const settings = {
      ...plain,
      cash,
      fill,
      rebalancing: 'weekly' as const,
      slippage: 0.001,
      stopLossPercent: 8,
      commission: { ...noCommission, perShare: [{ from: 0, rate: 0.005 }], least: 1 },
    };
    const result = runPortfolio(series, () => [0.25, 0.25, 0.25, 0.25], settings);
    expect(result.stops).toBeGreaterThan(5);
    expect(Math.min(...result.cash)).toBeGreaterThanOrEqual(0);
    for (const [at, equity] of result.equity.entries()) {
      const held = result.weights.reduce((sum, column) => sum + (column[at] ?? 0) * equity, 0);
      expect(Math.abs((result.cash[at] ?? 0) + held - equity)).toBeLessThan(1e-7);
    }
    const trades = [...result.trades, ...result.openTrades];
    const profit = trades.reduce((sum, trade) => sum + trade.profit, 0);
    expect(cash + profit).toBeCloseTo(result.equity.at(-1) ?? 0, 5);
    const fees = trades.reduce((sum, trade) => sum + trade.commission, 0);
    expect(fees).toBeCloseTo(result.commissions, 6);
  });
});
