import { StockulaError } from '../domain/errors.ts';
import { type Budget, dollars } from './holding.ts';

/** Shares of an instrument, and what they cost. */
export interface Holding {
  readonly symbol: string;
  readonly price: number;
  /** Capital meant for it. */
  readonly target: number;
  readonly quantity: number;
  readonly value: number;
}

/**
 * What budgets buy: fractions of shares, or whole shares rounded down, so that none costs more than was meant for it.
 * @throws StockulaError USAGE where a whole share of an instrument costs more than the whole capital
 */
export function sharesOf(budgets: readonly Budget[], capital: number, fractional: boolean): Holding[] {
  if (!fractional) requireAffordable(budgets, capital);
  return budgets.map(({ candidate, amount }) => {
    const { symbol, price } = candidate;
    // Two units in the last place off at most, such as 0.29 · 100 / 1 = 28.999999999999996.
    const exact = (amount / price) * (1 + 1e-15);
    const quantity = fractional ? amount / price : Math.floor(exact);
    return { symbol, price, target: amount, quantity, value: quantity * price };
  });
}

function requireAffordable(budgets: readonly Budget[], capital: number): void {
  const dear = budgets.filter(({ candidate }) => candidate.price > capital);
  if (dear.length === 0) return;
  throw new StockulaError('USAGE', {
    expected: `a price of at most the capital (${dollars(capital)}), as only whole shares are bought`,
    got: dear.map(({ candidate }) => `${candidate.symbol} at ${dollars(candidate.price)}`).join(', '),
    remedy:
      'Raise portfolio.initial_capital, leave the symbol out, or set portfolio.allow_fractional_shares.',
  });
}

const rounds = 100;

interface Leftover {
  readonly cash: number;
  /** Most that one position may be worth. */
  readonly most: number;
}

/**
 * Spends what whole shares left over, a share a round, at most 100 rounds: on the position furthest below 90 % of
 * the mean value, else on the smallest one; of those that can be paid and stay within the largest position. Both are
 * the smallest position that can be paid.
 */
export function spendLeftover(holdings: readonly Holding[], { cash, most }: Leftover): Holding[] {
  const kept = [...holdings];
  let rest = cash;
  for (let round = 0; round < rounds; round++) {
    const next = kept
      .filter(({ price, value }) => price <= rest && value + price <= most)
      .reduce<Holding | null>(
        (least, each) => (least === null || each.value < least.value ? each : least),
        null,
      );
    if (next === null) break;
    rest -= next.price;
    const quantity = next.quantity + 1;
    kept[kept.indexOf(next)] = { ...next, quantity, value: quantity * next.price };
  }
  return kept;
}
