import type { CoverageLine } from '../../domain/coverage-line.ts';
import { intersection, union } from '../../domain/day-ranges.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { planFetch, type Wish } from './plan.ts';

/** The coverage of a wanted range, with what is missing as the plan of a fetch sees it. */
export function coverageLine(symbol: TickerSymbol, wish: Wish): CoverageLine {
  const { interval, wanted, coverage } = wish;
  const plan = planFetch(wish);
  return {
    symbol,
    interval,
    calendar: wish.calendar.id,
    range: wanted,
    states: {
      held: intersection(coverage.held, [wanted]),
      provisional: intersection(coverage.provisional, [wanted]),
      missing: plan.missing,
      absent: union(plan.absent, plan.resting),
    },
  };
}
