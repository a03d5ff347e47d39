import type { FlagRule } from '../../domain/bar-rule.ts';
import type { Surroundings } from './levels.ts';
import type { ParsedBar } from './parsed-bar.ts';

/** What a jump means: the bar is set aside, brought to its neighbours' unit, or noted. */
export type JumpVerdict =
  | { readonly kind: 'outlier' }
  | { readonly kind: 'rescale'; readonly places: number }
  | { readonly kind: 'flag'; readonly rule: FlagRule };

const hundred = Math.log(100);
/** Prices in another unit are off by a hundred and by a day's move. */
const hundredTolerance = 0.2;
/** Ratios of splits that occur; each also the other way round. */
const usualRatios = [1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100];
/** A split comes with a day's move of its own. */
const splitTolerance = 0.08;

/**
 * Judges a bar by its surroundings; null: nothing is wrong. Robust against wrong neighbours, which are compared by
 * their medians.
 * @param minorUnits whether the currency has a minor unit in which prices are quoted, or may have one
 */
export function judgeJump(
  bar: ParsedBar,
  { before, after, last, threshold }: Surroundings,
  minorUnits: boolean,
): JumpVerdict | null {
  if (before === null || last === null) return null;
  // Right after a new level has begun, most bars before are of the old one.
  if (Math.min(Math.abs(before), Math.abs(last)) <= threshold)
    return judgeRange(bar, before, after ?? before, threshold);
  const hundredfold = minorUnits && Math.abs(Math.abs(before) - hundred) < hundredTolerance;
  if (after === null) return flag(hundredfold ? 'unclear_unit' : 'unconfirmed_jump');
  const returns = Math.abs(after) > threshold && Math.abs(after - before) < threshold / 2;
  if (hundredfold) return judgeUnit(before, after, returns);
  if (returns) return { kind: 'outlier' };
  return flag(isUsualRatio(Math.exp(Math.abs(before))) ? 'unknown_split' : 'level_shift');
}

function flag(rule: FlagRule): JumpVerdict {
  return { kind: 'flag', rule };
}

/** Mended only where the neighbours on both sides agree about what it should have been. */
function judgeUnit(before: number, after: number, returns: boolean): JumpVerdict {
  const agree = returns && Math.abs(after - before) < hundredTolerance;
  return agree ? { kind: 'rescale', places: before > 0 ? 2 : -2 } : flag('unclear_unit');
}

function isUsualRatio(ratio: number): boolean {
  return usualRatios.some((usual) => Math.abs(Math.log(ratio / usual)) < splitTolerance);
}

/** A close in its place does not vouch for the rest of the bar. */
function judgeRange(
  { open, high, low, close }: ParsedBar,
  before: number,
  after: number,
  threshold: number,
): JumpVerdict | null {
  const off = (price: number): boolean => {
    const own = Math.log(price / close);
    return Math.abs(before - own) > threshold && Math.abs(after - own) > threshold;
  };
  if (off(open)) return { kind: 'outlier' };
  return off(high) || off(low) ? flag('spike') : null;
}
