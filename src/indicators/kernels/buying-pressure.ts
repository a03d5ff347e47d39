import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';
import { isZero } from '../typed-array.ts';

/** Running sums of buying pressure and true range over the last bars. */
interface PressureSums {
  readonly period: number;
  pressure: number;
  range: number;
}

/** The sums over the shortest, the middle and the longest period. */
export interface UltimateState {
  readonly short: PressureSums;
  readonly middle: PressureSums;
  readonly long: PressureSums;
}

export function beginUltimate(periods: readonly number[]): UltimateState {
  const [short = 0, middle = 0, long = 0] = [...periods].sort((a, b) => a - b);
  const sums = (period: number): PressureSums => ({ period, pressure: 0, range: 0 });
  return { short: sums(short), middle: sums(middle), long: sums(long) };
}

/** Williams’s buying pressure, close − min(low, previous close), and the true range, from the second bar on. */
export function advanceBuyingPressure(
  { high, low, close }: Pick<Columns, 'high' | 'low' | 'close'>,
  pressures: Float64Array,
  ranges: Float64Array,
  { from, to }: Span,
): void {
  for (let index = Math.max(from, 1); index < to; index++) {
    const top = high[index] as number;
    const bottom = low[index] as number;
    const previous = close[index - 1] as number;
    const trueLow = bottom < previous ? bottom : previous;
    pressures[index] = (close[index] as number) - trueLow;
    let range = top - bottom;
    const above = Math.abs(previous - top);
    const below = Math.abs(previous - bottom);
    if (above > range) range = above;
    if (below > range) range = below;
    ranges[index] = range;
  }
}

/**
 * 100 · (4 · S + 2 · M + L) / 7 of the ratios of the sums, from the bar on that the longest period fills. Running
 * sums in TA-Lib’s order of operations: begun at the first bar that counts for that bar.
 */
export function advanceUltimate(
  { short, middle, long }: UltimateState,
  pressures: Float64Array,
  ranges: Float64Array,
  output: Float64Array,
  { from, to }: Span,
): void {
  const start = long.period;
  for (const sums of [short, middle, long]) {
    for (let index = Math.max(from, start - sums.period + 1); index < Math.min(to, start); index++) {
      sums.pressure += pressures[index] as number;
      sums.range += ranges[index] as number;
    }
  }
  for (let index = Math.max(from, start); index < to; index++) {
    const pressure = pressures[index] as number;
    const range = ranges[index] as number;
    const sum =
      4 * ratio(short, pressure, range) + 2 * ratio(middle, pressure, range) + ratio(long, pressure, range);
    output[index] = 100 * (sum / 7);
    drop(short, pressures, ranges, index);
    drop(middle, pressures, ranges, index);
    drop(long, pressures, ranges, index);
  }
}

/** Adds a bar; sum of pressures over sum of ranges, 0 without range. */
function ratio(sums: PressureSums, pressure: number, range: number): number {
  sums.pressure += pressure;
  sums.range += range;
  return isZero(sums.range) ? 0 : sums.pressure / sums.range;
}

/** Takes off the oldest bar. */
function drop(sums: PressureSums, pressures: Float64Array, ranges: Float64Array, index: number): void {
  const oldest = index - sums.period + 1;
  sums.pressure -= pressures[oldest] as number;
  sums.range -= ranges[oldest] as number;
}
