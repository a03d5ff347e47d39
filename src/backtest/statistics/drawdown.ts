import { priceAt } from '../price-at.ts';

interface Drawdowns {
  /** Part below the highest equity so far, at each bar. */
  readonly depths: Float64Array;
  readonly deepest: number;
  /** Mean of the deepest points of all drawdowns; NaN without any. */
  readonly meanDepth: number;
  /** From the last peak to the bar that reached it again (or the end), milliseconds; NaN without any. */
  readonly longestMs: number;
  readonly meanMs: number;
}

/**
 * Drawdowns of an equity curve. One lasts from a peak to the bar at which equity is back at it, or to the end. A fall
 * on the very last bar counts for the depth; its duration is not measured.
 */
export function drawdownsOf(equity: Float64Array, ts: Float64Array): Drawdowns {
  const length = equity.length;
  const depths = new Float64Array(length);
  const totals = { count: 0, depth: 0, ms: 0, longest: Number.NaN };
  let [peak, deepest, peakAt, depth] = [Number.NEGATIVE_INFINITY, 0, 0, 0];
  const end = (at: number) => {
    if (at > peakAt + 1) {
      const ms = priceAt(ts, at) - priceAt(ts, peakAt);
      totals.count++;
      totals.depth += depth;
      totals.ms += ms;
      if (!(totals.longest >= ms)) totals.longest = ms;
    }
    peakAt = at;
    depth = 0;
  };
  for (let index = 0; index < length; index++) {
    const value = priceAt(equity, index);
    if (value > peak) peak = value;
    const below = 1 - value / peak;
    depths[index] = below;
    if (below > depth) depth = below;
    if (below > deepest) deepest = below;
    if (below === 0) end(index);
  }
  const lastDepth = depth;
  if (lastDepth > 0) end(length - 1);
  const { count, ms, longest } = totals;
  const meanDepth = count > 0 ? totals.depth / count : lastDepth || Number.NaN;
  return { depths, deepest, meanDepth, longestMs: longest, meanMs: count > 0 ? ms / count : Number.NaN };
}
