import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { runBacktest } from '../../src/backtest/run.ts';
import type { BacktestSettings } from '../../src/backtest/settings.ts';
import { requireStrategy, strategyCatalogue } from '../../src/backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../src/backtest/strategies/parameters.ts';
import { aaplDaily, hasLegacy } from './aapl-bars.ts';
import { googDaily, hasGoog } from './sample-bars.ts';

/**
 * What backtesting.py 0.6.5 makes of the same bars and rules (trade_on_close, exclusive_orders, cash 10,000), the
 * rules written in Python over pandas; recorded once.
 */
interface Reference {
  readonly symbol: 'GOOG' | 'AAPL';
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly commission: number;
  readonly trades: number;
  readonly firstEntry: number;
  readonly equityFinal: number;
  readonly return: number;
  readonly commissions: number;
  readonly maxDrawdown: number;
  readonly winRate: number;
}

const references: readonly Reference[] = JSON.parse(
  readFileSync(new URL('./reference-strategies.json', import.meta.url), 'utf8'),
);

function settings(commission: number): BacktestSettings {
  return {
    cash: 10_000,
    commission: { ...noCommission, relative: commission },
    slippage: 0,
    fill: 'close',
    exclusiveOrders: true,
    stopLossPercent: null,
    finalizeTrades: false,
  };
}

const close = (expected: number) =>
  expect.closeTo(expected, 9 - Math.ceil(Math.log10(Math.abs(expected) + 1)));

function compare(reference: Reference, bars: ReturnType<typeof googDaily>): void {
  const strategy = requireStrategy(reference.strategy);
  const params = strategyParameters(strategy, reference.parameters);
  const { statistics, trades } = runBacktest(bars, strategy, params, settings(reference.commission));
  expect({
    trades: statistics['# Trades'],
    firstEntry: trades[0]?.entryBar,
    equityFinal: statistics['Equity Final [$]'],
    return: statistics['Return [%]'],
    commissions: statistics['Commissions [$]'],
    maxDrawdown: statistics['Max. Drawdown [%]'],
    winRate: statistics['Win Rate [%]'],
  }).toEqual({
    trades: reference.trades,
    firstEntry: reference.firstEntry,
    equityFinal: close(reference.equityFinal),
    return: close(reference.return),
    commissions: close(reference.commissions),
    maxDrawdown: close(reference.maxDrawdown),
    winRate: close(reference.winRate),
  });
}

test('every strategy is among the references', () => {
  expect(new Set(references.map(({ strategy }) => strategy))).toEqual(
    new Set(strategyCatalogue.map(({ name }) => name)),
  );
});

const titled = (symbol: string) =>
  references
    .filter((reference) => reference.symbol === symbol)
    .map((reference) => ({
      ...reference,
      title: `${reference.strategy} ${JSON.stringify(reference.parameters)} at ${reference.commission}`,
    }));

describe.skipIf(!hasGoog)('GOOG, as backtesting.py', () => {
  const bars = hasGoog ? googDaily() : undefined;
  test.each(titled('GOOG'))('$title', (reference) => {
    if (bars) compare(reference, bars);
  });
});

describe.skipIf(!hasLegacy)('AAPL, as backtesting.py', () => {
  const bars = hasLegacy ? aaplDaily() : undefined;
  test.each(titled('AAPL'))('$title', (reference) => {
    if (bars) compare(reference, bars);
  });
});
