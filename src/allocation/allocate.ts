import { type AutoPlan, allocateByCategory } from './auto.ts';
import { customBudgets, dynamicBudgets, equalBudgets, marketCapBudgets, weightedBudgets } from './budgets.ts';
import {
  type Budget,
  type Candidate,
  type Priced,
  requireCandidates,
  requirePositionSizes,
} from './holding.ts';
import { type Holding, sharesOf } from './shares.ts';

/** How capital is divided; `weights` are those that an optimiser found, in the order of the candidates. */
export type CapitalPlan =
  | { readonly method: 'equal_weight' | 'market_cap' | 'custom' | 'dynamic' }
  | { readonly method: 'weights'; readonly weights: ArrayLike<number> }
  | AutoPlan;

export interface AllocationTerms {
  readonly capital: number;
  readonly fractional: boolean;
  /** Most of the capital that one position may take, 0 to 100; optimisers keep it as a bound of their own. */
  readonly maxPercent: number | null;
}

/** Capital divided into shares. */
export interface Allocation {
  /** In the order of the candidates. */
  readonly holdings: readonly Holding[];
  readonly invested: number;
  /** Capital that bought nothing; never below 0. */
  readonly leftover: number;
  readonly notes: readonly string[];
}

/**
 * Divides capital into shares, and never spends more than there is: whole shares are rounded down, to none where a
 * share costs more than the part of its instrument.
 * @throws StockulaError USAGE for a plan that cannot be kept, NO_DATA for unknown prices or market capitalisations
 */
export function allocate(
  candidates: readonly Candidate[],
  plan: CapitalPlan,
  terms: AllocationTerms,
): Allocation {
  const { capital } = terms;
  const priced = requireCandidates(capital, candidates);
  const { holdings, notes } =
    plan.method === 'auto' ? allocateByCategory(priced, plan, terms) : fromBudgets(priced, plan, terms);
  const invested = holdings.reduce((sum, { value }) => sum + value, 0);
  const none = holdings.filter(({ target, quantity }) => target > 0 && quantity === 0);
  return {
    holdings,
    invested,
    leftover: Math.max(0, capital - invested),
    notes: [
      ...notes,
      ...none.map(({ symbol }) => `No share of ${symbol}: one costs more than what is meant for it.`),
    ],
  };
}

type BudgetPlan = Exclude<CapitalPlan, AutoPlan>;

function fromBudgets(
  candidates: readonly Priced[],
  plan: BudgetPlan,
  { capital, fractional, maxPercent }: AllocationTerms,
): { readonly holdings: readonly Holding[]; readonly notes: readonly string[] } {
  const budgets = budgetsOf(candidates, plan, capital);
  if (plan.method !== 'weights') requirePositionSizes(budgets, capital, maxPercent);
  return { holdings: sharesOf(budgets, capital, fractional), notes: [] };
}

function budgetsOf(candidates: readonly Priced[], plan: BudgetPlan, capital: number): Budget[] {
  switch (plan.method) {
    case 'equal_weight':
      return equalBudgets(capital, candidates);
    case 'market_cap':
      return marketCapBudgets(capital, candidates);
    case 'dynamic':
      return dynamicBudgets(capital, candidates);
    case 'custom':
      return customBudgets(capital, candidates);
    case 'weights':
      return weightedBudgets(capital, candidates, plan.weights);
  }
}
