import type { PortfolioHolding } from '../../domain/portfolio-store.ts';
import type { Staleness } from '../../domain/staleness.ts';

/** What one holding is worth. Money is in the currency of the portfolio. */
export interface ValuedHolding extends PortfolioHolding {
  /** Of the instrument, where that is known. */
  readonly currency: string | null;
  /** The last close; null where there is none. */
  readonly price: number | null;
  /** Session date of that close, YYYY-MM-DD. */
  readonly priceDate: string | null;
  /** Sessions of its exchange that have ended since; null without a price. */
  readonly sessionsBehind: number | null;
  /** Whether a newer price must exist: at least one session has ended since. */
  readonly isStale: boolean;
  /** Null where it cannot be told; it is then no part of the sums. */
  readonly value: number | null;
  /** Why there is no value. */
  readonly problem: 'no price' | 'other currency' | null;
  /** Part of the whole value, 0 to 1. */
  readonly weight: number | null;
  /** Weight less target; null without a target. */
  readonly drift: number | null;
  /** Against the close before; null where its price is older than the newest one of the portfolio. */
  readonly dayChange: number | null;
  /** The same as a part of the close before, and as a part of the whole portfolio the day before. */
  readonly dayReturn: number | null;
  readonly dayContribution: number | null;
  /** Value less cost, and the same as a part of the cost; null where no cost is given. */
  readonly gain: number | null;
  readonly gainReturn: number | null;
  /** What to buy (or, below 0, to sell) so that it comes to its target; null without one, and where sums lack a value. */
  readonly trade: { readonly quantity: number; readonly value: number } | null;
}

/** What a portfolio is worth at the last prices. */
export interface ValuedPortfolio {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly currency: string;
  readonly cash: number;
  /** Part of the whole value; null where that is 0. */
  readonly cashWeight: number | null;
  /** Holdings and cash. */
  readonly value: number;
  /** Of the holdings alone. */
  readonly invested: number;
  /** Session date of the newest price; null where there is none. */
  readonly asOf: string | null;
  readonly dayChange: number | null;
  readonly dayReturn: number | null;
  /** Of the holdings that say what they cost. */
  readonly gain: number | null;
  readonly gainReturn: number | null;
  /** The largest drift from a target, as a part of the whole; null without targets. */
  readonly largestDrift: number | null;
  /** Cash after the trades to the targets; null where there are none. */
  readonly cashAfterTrades: number | null;
  readonly holdings: readonly ValuedHolding[];
  /** Holdings without a value. */
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  readonly stale: Staleness | null;
}
