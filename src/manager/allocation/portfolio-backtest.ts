import { alignCloses } from '../../allocation/returns.ts';
import type { PortfolioResult } from '../../backtest/portfolio/result.ts';
import { runPortfolio } from '../../backtest/portfolio/run.ts';
import type { PortfolioSettings, Rebalancing } from '../../backtest/portfolio/settings.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import { candidatesOf, planOf } from './candidates.ts';
import { periodsPerYear } from './estimate.ts';
import { isOptimiser } from './optimise.ts';
import { orderTerms } from './order-terms.ts';
import { type AllocationQuestion, type PortfolioConfig, timeOf } from './question.ts';
import { scoredWeights } from './scores.ts';
import { type AllocationSources, ratesOf, seriesOfTickers } from './sources.ts';
import { type SingleRuns, type TestedPortfolio, testedPortfolio } from './tested-portfolio.ts';
import { weightsOverTime } from './weights-over-time.ts';

export interface PortfolioBacktestOptions extends RunOptions {
  /** Backtests of single instruments, to show their mean beside. */
  readonly singles?: SingleRuns;
  /** What the asker knows of the weights, one sentence each. */
  readonly notes?: readonly string[];
}

/** The smallest part of a share, where parts are bought: what brokers that sell them offer at best. */
const smallestPart = 1e-6;

/**
 * How a portfolio with shared cash would have done over the range, bought by its method and rebalanced as configured.
 * @throws StockulaError NOT_FOUND and NO_DATA for unknown symbols and prices, USAGE for what cannot be allocated
 */
export async function portfolioBacktest(
  question: AllocationQuestion,
  sources: AllocationSources,
  options: PortfolioBacktestOptions = {},
): Promise<TestedPortfolio> {
  const { portfolio, range, interval } = question;
  periodsPerYear(interval);
  const stored = await seriesOfTickers(question, range.to, sources);
  const series = stored.map((each) => each.series);
  const candidates = await candidatesOf(question, series, sources);
  const rates = await ratesOf(sources);
  const method = portfolio.allocation_method;
  const scored =
    method === 'backtest_optimized' ? await scoredWeights(question, series, sources, options) : null;
  const plan = isOptimiser(method) ? null : planOf(question, scored?.weights ?? []);
  const from = startOf(question, series);
  const settings: PortfolioSettings = {
    ...settingsOf(question),
    ...(from !== null && { from }),
    ...(range.to !== undefined && { to: range.to }),
  };
  const weigh = weightsOverTime(question, candidates, plan, rates);
  const result: PortfolioResult = runPortfolio(series, weigh, settings);
  return testedPortfolio(question, settings, result, {
    basis: [...new Set(stored.flatMap(({ bases }) => bases))],
    rates,
    stale: sources.stale,
    singles: options.singles ?? null,
    told: options.notes ?? [],
    waited: range.from !== undefined && from !== null && from > range.from,
  });
}

function settingsOf(question: AllocationQuestion): PortfolioSettings {
  const { portfolio } = question;
  return {
    ...orderTerms(question),
    cash: portfolio.initial_capital,
    rebalancing: rebalancingOf(portfolio),
    // 0 % is what some files have for none.
    stopLossPercent: portfolio.stop_loss_pct || null,
    unit: portfolio.allow_fractional_shares ? smallestPart : 1,
  };
}

function rebalancingOf({
  rebalance_frequency: often,
  rebalance_band_pct: band,
}: PortfolioConfig): Rebalancing {
  switch (often) {
    case null:
    case 'none':
      return 'never';
    case 'annually':
      return 'yearly';
    case 'drift':
      return { drift: band / 100 };
    default:
      return often;
  }
}

/**
 * The first time at which the weights can be told without looking ahead: after as many common returns as they are
 * estimated from, or after the test dates that scores come from. Null for no limit.
 */
function startOf(question: AllocationQuestion, series: readonly BarSeries[]): EpochMs | null {
  const { portfolio, optimization, range } = question;
  const wanted = range.from ?? null;
  if (portfolio.allocation_method === 'backtest_optimized') {
    const end = optimization?.test_end_date;
    const known = end ? timeOf(end, 'end') : null;
    return later(wanted, known);
  }
  if (!isOptimiser(portfolio.allocation_method)) return wanted;
  const { ts } = alignCloses(series);
  const first = ts[portfolio.lookback_bars];
  if (first !== undefined) return later(wanted, first as EpochMs);
  throw new StockulaError('NO_DATA', {
    expected: `${portfolio.lookback_bars} returns that all instruments share before the first purchase (portfolio.lookback_bars)`,
    got: `${Math.max(0, ts.length - 1)}`,
    remedy:
      'Fetch more bars, lower portfolio.lookback_bars, or leave out the instrument with the shortest history.',
  });
}

function later(one: EpochMs | null, other: EpochMs | null): EpochMs | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
