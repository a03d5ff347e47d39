import { StockulaError } from '../domain/errors.ts';
import { type Budget, dollars, type Priced } from './holding.ts';
import { at } from './matrix.ts';

/** Capital / n each. */
export function equalBudgets(capital: number, candidates: readonly Priced[]): Budget[] {
  return candidates.map((candidate) => ({ candidate, amount: capital / candidates.length }));
}

/** By weights that add up to at most 1. */
export function weightedBudgets(
  capital: number,
  candidates: readonly Priced[],
  weights: ArrayLike<number>,
): Budget[] {
  return candidates.map((candidate, index) => ({ candidate, amount: capital * at(weights, index) }));
}

/**
 * In proportion to market capitalisation.
 * @throws StockulaError NO_DATA for an unknown one
 */
export function marketCapBudgets(capital: number, candidates: readonly Priced[]): Budget[] {
  const caps = candidates.map(({ marketCap }) => (marketCap !== null && marketCap > 0 ? marketCap : null));
  const unknown = candidates.filter((_, index) => caps[index] === null).map(({ symbol }) => symbol);
  if (unknown.length > 0) {
    throw new StockulaError('NO_DATA', {
      expected: 'a market capitalisation above 0 for every symbol, as the method market_cap requires',
      got: `none for ${unknown.join(', ')}`,
      remedy: 'Give it as market_cap in portfolio.tickers, or fetch company data.',
    });
  }
  const total = caps.reduce<number>((sum, cap) => sum + (cap ?? 0), 0);
  return candidates.map((candidate, index) => ({
    candidate,
    amount: (capital * (caps[index] ?? 0)) / total,
  }));
}

/**
 * Each one's percentage of the capital, or its amount.
 * @throws StockulaError USAGE for a symbol with neither or both, and for more than the capital
 */
export function dynamicBudgets(capital: number, candidates: readonly Priced[]): Budget[] {
  const unclear = candidates.filter(({ percent, amount }) => (percent === null) === (amount === null));
  if (unclear.length > 0) {
    throw new StockulaError('USAGE', {
      expected: 'either allocation_pct or allocation_amount for every symbol, as the method dynamic requires',
      got: `neither or both for ${unclear.map(({ symbol }) => symbol).join(', ')}`,
      remedy: 'Complete portfolio.tickers, or use another allocation_method.',
    });
  }
  const budgets = candidates.map((candidate) => ({
    candidate,
    amount: candidate.percent === null ? (candidate.amount ?? 0) : (capital * candidate.percent) / 100,
  }));
  const total = budgets.reduce((sum, { amount }) => sum + amount, 0);
  if (total <= capital * (1 + 1e-9) && budgets.every(({ amount }) => amount >= 0)) return budgets;
  throw new StockulaError('USAGE', {
    expected: `allocations of at least 0 and together at most the initial capital (${dollars(capital)})`,
    got: dollars(total),
    remedy: 'Lower the allocations, or raise portfolio.initial_capital.',
  });
}

/**
 * What the wished-for quantities cost.
 * @throws StockulaError USAGE for a quantity that is missing or not above 0, and for more than the capital
 */
export function customBudgets(capital: number, candidates: readonly Priced[]): Budget[] {
  const missing = candidates.filter(({ quantity }) => !(quantity !== null && quantity > 0));
  if (missing.length > 0) {
    throw new StockulaError('USAGE', {
      expected: 'a quantity above 0 for every symbol, as the method custom requires',
      got: missing.map(({ symbol, quantity }) => `${quantity ?? 'none'} for ${symbol}`).join(', '),
      remedy: 'Complete portfolio.tickers, or use another allocation_method.',
    });
  }
  const budgets = candidates.map((candidate) => ({
    candidate,
    amount: (candidate.quantity ?? 0) * candidate.price,
  }));
  const total = budgets.reduce((sum, { amount }) => sum + amount, 0);
  if (total <= capital) return budgets;
  throw new StockulaError('USAGE', {
    expected: 'quantities that the initial capital pays for',
    got: `Initial capital (${dollars(capital)}) is insufficient to cover specified asset quantities (${dollars(total)})`,
    remedy: `Lower the quantities, or raise portfolio.initial_capital to ${Math.ceil(total * 100) / 100}.`,
  });
}

/** Capital by category, split equally within each; candidates of other categories get none. */
export function categoryBudgets(
  capital: number,
  candidates: readonly Priced[],
  ratios: Readonly<Record<string, number>>,
): Budget[] {
  return candidates.map((candidate) => {
    const members = candidates.filter(({ category }) => category === candidate.category);
    const ratio = candidate.category === null ? 0 : (ratios[candidate.category] ?? 0);
    return { candidate, amount: (capital * ratio) / members.length };
  });
}
