import type { BarSeries } from '../domain/bar.ts';
import { Broker } from './broker/broker.ts';
import { DeskTrader } from './desk-trader.ts';
import type { BacktestSettings } from './settings.ts';
import type { PreparedStrategy } from './strategy.ts';

/** The bars of a series that are traded and reported: from the first to the last, both included. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

interface Simulation {
  readonly broker: Broker;
  /** Equity at the close of each bar of the window. */
  readonly equity: Float64Array;
  /** The bar at which everything was lost; null if it was not. */
  readonly ruinedAt: number | null;
}

/**
 * Takes a strategy through the bars of the window. Its first decision is made at bar `start`: the second one at
 * which all indicators have a value, since a crossing needs two.
 */
export function simulate(
  bars: BarSeries,
  prepared: PreparedStrategy,
  settings: BacktestSettings,
  window: Window,
  start: number,
): Simulation {
  const { first, last } = window;
  const equity = new Float64Array(last - first + 1).fill(settings.cash);
  const begin = Math.max(first, start);
  const broker = new Broker(bars, settings, begin);
  const trader = new DeskTrader(broker, settings.direction ?? 'long');
  for (let index = begin; index <= last; index++) {
    const value = broker.advance(index);
    equity[index - first] = value;
    if (value <= 0) {
      equity.fill(0, index - first);
      return { broker, equity, ruinedAt: index };
    }
    prepared.next(trader);
  }
  if (settings.finalizeTrades && broker.trades.length > 0) {
    broker.closeAll();
    equity[last - first] = broker.equity;
  }
  return { broker, equity, ruinedAt: null };
}
