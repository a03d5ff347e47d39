import { allocate, type CapitalPlan } from '../../allocation/allocate.ts';
import type { Candidate } from '../../allocation/holding.ts';
import type { Weigh } from '../../backtest/portfolio/settings.ts';
import type { BarSeries } from '../../domain/bar.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import { estimate } from './estimate.ts';
import { isOptimiser, type Optimiser, optimalWeights } from './optimise.ts';
import { type AllocationQuestion, boundsOf, estimateTerms } from './question.ts';
import { lastPrice } from './sources.ts';

/**
 * Target weights by the method of the question, from nothing but the history that it is shown: those of methods that
 * estimate are estimated anew each time (or once, without `reestimate`), the others are what the method makes of the
 * first prices.
 * @param candidates without prices, in the order of the series
 * @param plan for the methods that estimate nothing
 */
export function weightsOverTime(
  question: AllocationQuestion,
  candidates: readonly Candidate[],
  plan: CapitalPlan | null,
  rates: RateSeries | null,
): Weigh {
  const { allocation_method: method, reestimate } = question.portfolio;
  let fixed: ArrayLike<number> | null = null;
  const once = (find: () => ArrayLike<number> | null): ArrayLike<number> | null => {
    fixed ??= find();
    return fixed;
  };
  if (isOptimiser(method)) {
    const now = (history: readonly BarSeries[]) => estimatedWeights(question, method, history, rates);
    return (history) => (reestimate ? now(history) : once(() => now(history)));
  }
  return (history) =>
    once(() => (plan === null ? null : plannedWeights(question, candidates, plan, history)));
}

function estimatedWeights(
  question: AllocationQuestion,
  method: Optimiser,
  history: readonly BarSeries[],
  rates: RateSeries | null,
): Float64Array | null {
  const terms = estimateTerms(question);
  const estimated = estimate(history, terms, rates);
  if (estimated === null || estimated.report.returns < terms.lookback) return null;
  const symbols = question.portfolio.tickers.map(({ symbol }) => symbol);
  return optimalWeights(method, estimated.model, boundsOf(question), symbols);
}

/** The parts of the capital that the method gives at the latest prices, if fractions of shares can be bought. */
function plannedWeights(
  { portfolio }: AllocationQuestion,
  candidates: readonly Candidate[],
  plan: CapitalPlan,
  history: readonly BarSeries[],
): number[] {
  const { initial_capital: capital, max_position_size: maxPercent } = portfolio;
  const priced = candidates.map((candidate, index) => {
    const bars = history[index];
    return { ...candidate, price: bars === undefined ? null : (lastPrice(bars)?.price ?? null) };
  });
  const { holdings } = allocate(priced, plan, { capital, fractional: true, maxPercent });
  return holdings.map(({ value }) => value / capital);
}
