import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';
import { advanceExtreme, beginHighest, beginLowest, type ExtremeState } from './extremes.ts';

/** (highest high + lowest low) / 2 of the last `period` bars. */
export interface MidpointState {
  readonly highest: ExtremeState;
  readonly lowest: ExtremeState;
}

export function beginMidpoint(period: number): MidpointState {
  return { highest: beginHighest(period), lowest: beginLowest(period) };
}

/** `scratch` is written over. */
export function advanceMidpoint(
  state: MidpointState,
  work: Pick<Columns, 'high' | 'low'> & Span,
  output: Float64Array,
  scratch: { readonly highest: Float64Array; readonly lowest: Float64Array },
): void {
  const { highest, lowest } = scratch;
  highest.fill(Number.NaN, work.from, work.to);
  lowest.fill(Number.NaN, work.from, work.to);
  advanceExtreme(state.highest, work.high, highest, work);
  advanceExtreme(state.lowest, work.low, lowest, work);
  for (let index = work.from; index < work.to; index++) {
    output[index] = ((highest[index] as number) + (lowest[index] as number)) / 2;
  }
}
