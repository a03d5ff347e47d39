import type { BarSeries } from '../../domain/bar.ts';
import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import { completeBars } from '../complete-bars.ts';
import { priceAt } from '../price-at.ts';
import { summarise } from '../statistics/statistics.ts';
import { checkSettings } from './check-settings.ts';
import { indexOf, meanOfReturns } from './mean-of-returns.ts';
import type { PortfolioResult } from './result.ts';
import type { PortfolioSettings, Weigh } from './settings.ts';
import { Simulation } from './simulation.ts';
import { latestPrices, timelineOf } from './timeline.ts';

const yearMs = 365.25 * 86_400_000;

/**
 * Runs a portfolio of several instruments that share one cash account: bought by target weights, brought back to them
 * as the settings say, each position sold at its stop loss. Long only, never on credit. Deterministic; reads nothing
 * but its arguments.
 * @param given series of one interval; bars with a missing price are left out
 * @throws StockulaError USAGE for differing intervals, settings or weights that make no sense, NO_DATA without a common bar
 */
export function runPortfolio(
  given: readonly BarSeries[],
  weigh: Weigh,
  settings: PortfolioSettings,
): PortfolioResult {
  checkSettings(settings);
  requireOneInterval(given);
  const series = given.map((bars) => completeBars(bars).bars);
  const timeline = timelineOf(series, settings.from, settings.to);
  const simulation = new Simulation(series, timeline, weigh, settings);
  const { account, equity, cash, weights, rebalances, stops, undecided } = simulation.run();
  const { ts } = timeline;
  const last = ts.length - 1;
  const open = account.open(latestPrices(timeline, series, 'close', last));
  const { statistics, notes, drawdown } = summarise({
    bars: indexOf(series, timeline),
    window: { first: 0, last },
    holdFrom: 0,
    cash: settings.cash,
    equity,
    closed: account.closed,
    open,
  });
  const years = (priceAt(ts, last) - priceAt(ts, 0)) / yearMs;
  const turnover = rebalances.slice(1).reduce((sum, { turnoverPercent }) => sum + turnoverPercent, 0);
  const dropped = given.reduce(
    (sum, bars, index) => sum + bars.ts.length - (series[index]?.ts.length ?? 0),
    0,
  );
  const told = [
    dropped > 0
      ? `${counted(dropped, 'bar')} without complete prices ${dropped === 1 ? 'was' : 'were'} left out.`
      : null,
    undecided > 0
      ? `At ${counted(undecided, 'date')} no weights could be told; what was held then was kept.`
      : null,
    stops > 0
      ? `${counted(stops, 'position was', 'positions were')} sold at ${stops === 1 ? 'its' : 'their'} stop loss.`
      : null,
    open.length > 0
      ? `${counted(open.length, 'purchase is', 'purchases are')} open at the end: in equity with the last close, not in # Trades.`
      : null,
  ];
  return {
    symbols: series.map(({ symbol }) => symbol),
    ts,
    equity,
    cash,
    drawdownPercent: drawdown.map((part) => -part * 100 + 0),
    weights,
    rebalances,
    statistics: { ...statistics, 'Commissions [$]': account.commissions },
    trades: account.closed,
    openTrades: open,
    commissions: account.commissions,
    slippage: account.slippage,
    annualTurnoverPercent: years > 0 ? turnover / years : null,
    stops,
    meanOfReturns: meanOfReturns(series, timeline, settings.cash),
    notes: [...told.filter((note) => note !== null), ...notes],
  };
}

function requireOneInterval(series: readonly BarSeries[]): void {
  const intervals = [...new Set(series.map(({ interval }) => interval))];
  if (intervals.length <= 1) return;
  throw new StockulaError('USAGE', {
    expected: 'bars of one interval',
    got: intervals.join(' and '),
    remedy: 'Ask for all instruments with the same interval.',
  });
}
