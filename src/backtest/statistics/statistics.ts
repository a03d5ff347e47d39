import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { Window } from '../simulate.ts';
import type { Trade } from '../trade.ts';
import { dayMs, timeText } from './calendar.ts';
import { drawdownsOf } from './drawdown.ts';
import { exposurePercent } from './exposure.ts';
import { Gaps } from './gaps.ts';
import { marketFigures } from './market.ts';
import type { Statistics } from './names.ts';
import { annualFigures, betaOf } from './returns.ts';
import { tradeFigures } from './trades.ts';

export interface RunRecord {
  readonly bars: BarSeries;
  readonly window: Window;
  /** The bar that buying and holding is counted from. */
  readonly holdFrom: number;
  readonly cash: number;
  /** Of the window's bars. */
  readonly equity: Float64Array;
  readonly closed: readonly Trade[];
  readonly open: readonly Trade[];
}

interface Summary {
  readonly statistics: Statistics;
  readonly notes: readonly string[];
  readonly drawdown: Float64Array;
}

const reasons = {
  noDrawdown: 'equity never fell below a peak, or did so on the last bar only',
  noTrade: 'no trade was closed',
  flat: 'equity did not move',
  ruin: 'equity reached 0',
  years: 'the window is too short, or equity reached 0',
  market: 'the price did not move, the window is too short, or equity reached 0',
  downside: 'there was no losing period, or too few periods',
};

/** The statistics of a run, by the definitions of backtesting.py (docs/differences.md says where others are used). */
export function summarise({ bars, window, holdFrom, cash, equity, closed, open }: RunRecord): Summary {
  const { first, last } = window;
  const market = marketFigures(bars, window);
  const { ts, inDays } = market;
  const gaps = new Gaps();
  const start = priceAt(ts, 0);
  const end = priceAt(ts, ts.length - 1);
  const final = priceAt(equity, equity.length - 1);
  const days = (end - start) / dayMs;
  const years = days / 365.25;
  const figures = annualFigures(equity, ts, market.periods);
  const falls = drawdownsOf(equity, ts);
  const trades = tradeFigures(closed);
  const totalReturn = (final / cash - 1) * 100;
  const holdStart = priceAt(bars.close, holdFrom);
  const holdReturn = ((priceAt(bars.close, last) - holdStart) / holdStart) * 100;
  const beta = betaOf(equity, market);
  const { finite } = gaps;
  const percent = (name: string, fraction: number, reason: string) =>
    gaps.finite(name, fraction * 100, reason);
  const own = (name: string, value: number, reason: string) => finite.call(gaps, name, value, reason);
  const oneTrade = closed.length === 0 ? reasons.noTrade : 'it takes at least two trades that differ';
  const statistics: Statistics = {
    Start: timeText(start, bars.interval),
    End: timeText(end, bars.interval),
    Duration: days,
    'Exposure Time [%]': exposurePercent(closed, first, last),
    'Equity Final [$]': final,
    'Equity Peak [$]': highestOf(equity),
    'Commissions [$]': trades.commissions,
    'Return [%]': totalReturn,
    'Buy & Hold Return [%]': holdReturn,
    'Return (Ann.) [%]': percent('Return (Ann.) [%]', figures.annualReturn, reasons.years),
    'Volatility (Ann.) [%]': percent('Volatility (Ann.) [%]', figures.annualVolatility, reasons.years),
    'CAGR [%]': percent(
      'CAGR [%]',
      years > 0 ? (final / cash) ** (1 / years) - 1 : Number.NaN,
      reasons.years,
    ),
    'Sharpe Ratio': own(
      'Sharpe Ratio',
      figures.annualReturn / figures.annualVolatility,
      final > 0 ? reasons.flat : reasons.ruin,
    ),
    'Sortino Ratio': own('Sortino Ratio', figures.sortino, reasons.downside),
    'Calmar Ratio': own('Calmar Ratio', figures.annualReturn / falls.deepest, reasons.noDrawdown),
    'Alpha [%]': own('Alpha [%]', totalReturn - beta * holdReturn, reasons.market),
    Beta: own('Beta', beta, reasons.market),
    'Max. Drawdown [%]': -falls.deepest * 100 + 0,
    'Avg. Drawdown [%]': percent('Avg. Drawdown [%]', -falls.meanDepth, reasons.noDrawdown),
    'Max. Drawdown Duration': own('Max. Drawdown Duration', inDays(falls.longestMs), reasons.noDrawdown),
    'Avg. Drawdown Duration': own('Avg. Drawdown Duration', inDays(falls.meanMs), reasons.noDrawdown),
    '# Trades': closed.length,
    'Win Rate [%]': percent('Win Rate [%]', trades.winRate, reasons.noTrade),
    'Best Trade [%]': percent('Best Trade [%]', trades.best, reasons.noTrade),
    'Worst Trade [%]': percent('Worst Trade [%]', trades.worst, reasons.noTrade),
    'Avg. Trade [%]': percent(
      'Avg. Trade [%]',
      trades.geometricMean,
      closed.length === 0 ? reasons.noTrade : 'a trade lost all it had cost, or more',
    ),
    'Max. Trade Duration': own('Max. Trade Duration', inDays(trades.longestMs), reasons.noTrade),
    'Avg. Trade Duration': own('Avg. Trade Duration', inDays(trades.meanMs), reasons.noTrade),
    'Profit Factor': own(
      'Profit Factor',
      trades.profitFactor,
      closed.length === 0 ? reasons.noTrade : 'no trade lost',
    ),
    'Expectancy [%]': percent('Expectancy [%]', trades.mean, reasons.noTrade),
    SQN: own('SQN', trades.sqn, oneTrade),
    'Kelly Criterion': own(
      'Kelly Criterion',
      trades.kelly,
      closed.length === 0 ? reasons.noTrade : 'it takes trades that won and trades that lost',
    ),
    'Initial Cash': cash,
    'Trading Days': market.tradingDays,
    'Calendar Days': Math.floor(days),
    '# Open Trades': open.length,
    'Exposure Time incl. Open [%]': exposurePercent([...closed, ...open], first, last),
  };
  return { statistics, notes: gaps.notes(), drawdown: falls.depths };
}

function highestOf(equity: Float64Array): number {
  let peak = 0;
  for (const value of equity) if (value > peak) peak = value;
  return peak;
}
