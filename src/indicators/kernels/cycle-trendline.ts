import type { Span } from '../recipe.ts';

/** The means over one cycle of the last three bars, the latest first; 0 before the first. */
export interface CycleTrendlineState {
  last: number;
  second: number;
  third: number;
}

export function beginCycleTrendline(): CycleTrendlineState {
  return { last: 0, second: 0, third: 0 };
}

/**
 * The price without its dominant cycle: its mean over one cycle, smoothed with weights 4, 3, 2, 1; from bar
 * `first` on, the first with a period.
 * Source: Ehlers, Rocket Science for Traders (2001), chapter 10, as TA-Lib’s HT_TRENDLINE.
 */
export function advanceCycleTrendline(
  state: CycleTrendlineState,
  price: Float64Array,
  periods: Float64Array,
  first: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  let { last, second, third } = state;
  for (let index = Math.max(from, first); index < to; index++) {
    const bars = Math.trunc((periods[index] as number) + 0.5);
    let mean = 0;
    for (let at = index; at > index - bars; at--) mean += price[at] as number;
    if (bars > 0) mean /= bars;
    output[index] = (4 * mean + 3 * last + 2 * second + third) / 10;
    third = second;
    second = last;
    last = mean;
  }
  state.last = last;
  state.second = second;
  state.third = third;
}
