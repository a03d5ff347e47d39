import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';
import { isZero } from '../typed-array.ts';

/** Running sums of buying pressure and true range over `period` bars. */
export interface PressureState {
  readonly period: number;
  pressure: number;
  range: number;
}

export function beginPressure(period: number): PressureState {
  return { period, pressure: 0, range: 0 };
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
 * Sum of pressures over sum of ranges from bar `start` on; 0 without range. Running sums in TA-Lib’s order of
 * operations: begun at the first bar that counts for bar `start`.
 */
export function advancePressureRatio(
  state: PressureState,
  start: number,
  pressures: Float64Array,
  ranges: Float64Array,
  output: Float64Array,
  { from, to }: Span,
): void {
  const { period } = state;
  let { pressure, range } = state;
  for (let index = Math.max(from, start - period + 1); index < to; index++) {
    pressure += pressures[index] as number;
    range += ranges[index] as number;
    if (index < start) continue;
    output[index] = isZero(range) ? 0 : pressure / range;
    pressure -= pressures[index - period + 1] as number;
    range -= ranges[index - period + 1] as number;
  }
  state.pressure = pressure;
  state.range = range;
}
