import { median } from '../../domain/median.ts';
import { type Neighbour, neighbourCount } from '../../domain/neighbour.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { KnownSplit } from './context.ts';
import type { ParsedBar } from './parsed-bar.ts';

/** Returns that tell how much a series moves by itself. */
export const historyCount = 21;
/** A move that small is never looked at: half as much again, or a third less. */
export const smallestJump = Math.log(1.5);
/** A jump is so many standard deviations. */
const deviations = 8;
/** Fewer moves tell nothing. */
const fewestMoves = 4;
/** Median absolute deviation to standard deviation, for a normal distribution. */
const madToDeviation = 1.4826;

/** Splits that are not yet in the prices, and the date of a bar's start, which tells whether it is after one. */
interface SplitDates {
  readonly splits: readonly KnownSplit[];
  dateOf(ts: EpochMicros): EpochMicros;
}

/** The closes around a bar, on one scale. */
export interface Surroundings {
  /** By how much bars before, and bars after, differ from this one: logarithm of theirs over its own. */
  readonly before: number | null;
  readonly after: number | null;
  /** The same of the bar right before. */
  readonly last: number | null;
  /** The size from which a move counts as a jump, as a logarithm. */
  readonly threshold: number;
}

/**
 * Compares a bar with the medians of its neighbours. Splits that are known, and not yet in the prices, are taken out.
 * @param before and after in ascending time, next to the bar
 */
export function surroundings(
  bar: ParsedBar,
  before: readonly Neighbour[],
  after: readonly Neighbour[],
  splits: SplitDates,
): Surroundings {
  const own = level(bar, splits);
  const distance = (bars: readonly Neighbour[]): number | null =>
    bars.length === 0 ? null : median(bars.map((other) => level(other, splits) - own));
  return {
    before: distance(before.slice(-neighbourCount)),
    after: distance(after.slice(0, neighbourCount)),
    last: distance(before.slice(-1)),
    threshold: Math.max(smallestJump, deviations * deviationOf([before, after], splits)),
  };
}

/** Logarithm of the close as if all splits up to the bar had not taken place. */
function level({ close, ts }: Neighbour, { splits, dateOf }: SplitDates): number {
  let factor = 1;
  const date = splits.length === 0 ? ts : dateOf(ts);
  for (const split of splits) if (split.ts <= date) factor *= split.ratio;
  return Math.log(close * factor);
}

/** A robust standard deviation of the returns on both sides: a few wrong bars do not raise it. */
function deviationOf(sides: readonly (readonly Neighbour[])[], splits: SplitDates): number {
  const moves = sides.flatMap((bars) => {
    const levels = bars.map((bar) => level(bar, splits));
    return levels.slice(1).map((value, index) => Math.abs(value - (levels[index] ?? value)));
  });
  return moves.length < fewestMoves ? 0 : madToDeviation * median(moves);
}
