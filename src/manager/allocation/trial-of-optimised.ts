import type { Config } from '../../config/schema.ts';
import type { BarRange } from '../../domain/market-store.ts';
import { asParts, type Bars } from './as-parts.ts';
import { hasHindsight } from './hindsight.ts';
import { timeOf } from './question.ts';

const dayMs = 86_400_000;

/** An optimised configuration as it is tried, and what is to be known of its weights. */
interface Trial {
  readonly config: Config;
  readonly notes: readonly string[];
}

/**
 * The configuration that tries what an optimisation found: each quantity as the part of the capital that it was when
 * it was found, from the first day on which it could be known, where the method says which day that is.
 * @param base what was optimised
 * @param optimised what came of it, with quantities
 * @param range that the optimisation was asked for
 * @throws StockulaError NOT_FOUND or NO_DATA where a price is missing
 */
export async function trialOfOptimised(
  base: Config,
  optimised: Config,
  range: BarRange,
  bars: Bars,
): Promise<Trial> {
  const { allocation_method: method } = base.portfolio;
  const testEnd = method === 'backtest_optimized' ? optimised.backtest_optimization?.test_end_date : null;
  const found = testEnd ? { ...range, to: timeOf(testEnd, 'end') } : range;
  const parts = await asParts(optimised, found, bars);
  const when = testEnd ? `on ${testEnd}` : 'at the last price of the range';
  const held =
    parts === optimised
      ? []
      : [
          `Each instrument has the part of the capital that its quantity cost ${when}; the quantities themselves (--mode backtest with the optimised file) cost other parts at other prices, and make another portfolio.`,
        ];
  const flattered = hasHindsight(base)
    ? [
        `The weights of ${method} come from bars that this backtest runs over: it knows its own future, and flatters them.`,
      ]
    : [];
  if (!testEnd) return { config: parts, notes: [...held, ...flattered] };
  const start = later(parts.backtest.start_date ?? parts.data.start_date, dayAfter(testEnd));
  return {
    config: { ...parts, backtest: { ...parts.backtest, start_date: start } },
    notes: [...held, `Begins after the test dates that the weights come from, which end on ${testEnd}.`],
  };
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);

const later = (date: string | null, other: string): string => (date !== null && date > other ? date : other);
