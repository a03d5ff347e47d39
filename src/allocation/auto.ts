import { categoryBudgets } from './budgets.ts';
import { type Budget, type Priced, requirePositionSizes } from './holding.ts';
import { type Holding, sharesOf, spendLeftover } from './shares.ts';

export interface AutoPlan {
  readonly method: 'auto';
  /** Part of the capital by category; together 1 (± 0.01). */
  readonly ratios: Readonly<Record<string, number>>;
  /** Part of the capital to invest, 0 to 1. */
  readonly utilisation: number;
}

interface Means {
  readonly capital: number;
  readonly fractional: boolean;
  readonly maxPercent: number | null;
}

/**
 * By category: capital · utilisation · ratio, split equally within each; the dearest share is bought first, as long as
 * the money lasts (ratios may add up to 1.01), then whole shares are bought of what is left.
 */
export function allocateByCategory(
  candidates: readonly Priced[],
  { ratios, utilisation }: AutoPlan,
  { capital, fractional, maxPercent }: Means,
): { readonly holdings: readonly Holding[]; readonly notes: readonly string[] } {
  const target = capital * utilisation;
  const members = candidates.filter(({ category }) => category !== null && (ratios[category] ?? 0) > 0);
  const budgets = categoryBudgets(target, members, ratios);
  requirePositionSizes(budgets, capital, maxPercent);
  const bought = sharesOf(withinCash(budgets, target), capital, fractional);
  const spent = bought.reduce((sum, { value }) => sum + value, 0);
  const most = maxPercent === null ? Number.POSITIVE_INFINITY : (capital * maxPercent) / 100;
  const holdings = fractional ? bought : spendLeftover(bought, { cash: target - spent, most });
  const bySymbol = new Map(holdings.map((holding) => [holding.symbol, holding]));
  return {
    holdings: candidates.map(
      ({ symbol, price }) => bySymbol.get(symbol) ?? { symbol, price, target: 0, quantity: 0, value: 0 },
    ),
    notes: notesOn(candidates, members, ratios),
  };
}

function withinCash(budgets: readonly Budget[], target: number): Budget[] {
  let cash = target;
  const settled = new Map<Budget, Budget>();
  for (const budget of budgets.toSorted((left, right) => right.candidate.price - left.candidate.price)) {
    const amount = Math.min(budget.amount, cash);
    cash -= amount;
    settled.set(budget, { ...budget, amount });
  }
  return budgets.map((budget) => settled.get(budget) ?? budget);
}

function notesOn(
  candidates: readonly Priced[],
  members: readonly Priced[],
  ratios: Readonly<Record<string, number>>,
): string[] {
  const left = candidates.filter((candidate) => !members.includes(candidate)).map(({ symbol }) => symbol);
  const used = new Set(members.map(({ category }) => category));
  const empty = Object.entries(ratios).flatMap(([name, ratio]) =>
    ratio > 0 && !used.has(name) ? [name] : [],
  );
  return [
    ...(left.length > 0 ? [`No capital for ${left.join(', ')}: no category, or none with a ratio.`] : []),
    ...(empty.length > 0
      ? [`No instrument in ${empty.join(', ')}: that part of the capital is not planned for.`]
      : []),
  ];
}
