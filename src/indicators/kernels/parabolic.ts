import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';

/** How fast the stop of one direction closes in: it starts at `start` and grows by `step` up to `most`. */
export interface Acceleration {
  readonly start: number;
  readonly step: number;
  readonly most: number;
}

/** Welles Wilder's parabolic stop. */
export interface ParabolicState {
  readonly long: Acceleration;
  readonly short: Acceleration;
  /** The first stop: of a long position if positive, of a short one if negative; 0 takes both from the first bars. */
  readonly startValue: number;
  /** Part of the stop by which it steps back when the direction turns. */
  readonly offset: number;
  /** Whether stops of short positions are given as negative numbers. */
  readonly signed: boolean;
  /** 1 while the position is long, −1 while it is short. */
  side: 1 | -1;
  stop: number;
  /** The best price since the position began. */
  extreme: number;
  /** NaN at the bar of a turn. */
  acceleration: number;
}

export function beginParabolic(
  long: Acceleration,
  short: Acceleration,
  { startValue = 0, offset = 0, signed = false } = {},
): ParabolicState {
  return {
    long: limited(long),
    short: limited(short),
    startValue,
    offset,
    signed,
    side: 1,
    stop: 0,
    extreme: 0,
    acceleration: 0,
  };
}

function limited({ start, step, most }: Acceleration): Acceleration {
  return { start: Math.min(start, most), step: Math.min(step, most), most };
}

/** From bar 1 on, in TA-Lib's order of operations; bar 0 gives the first direction and stop. */
export function advanceParabolic(
  state: ParabolicState,
  { high, low, from, to }: Pick<Columns, 'high' | 'low'> & Span,
  output: Float64Array,
): void {
  if (from <= 1 && to > 1) start(state, high, low);
  for (let index = Math.max(from, 1); index < to; index++) {
    const before = Math.max(index - 1, 1);
    const top = high[index] as number;
    const bottom = low[index] as number;
    // The stop stays outside of this bar and the one before, on the side that the position came from.
    const highest = Math.max(high[before] as number, top);
    const lowest = Math.min(low[before] as number, bottom);
    if (state.side > 0 ? bottom <= state.stop : top >= state.stop) turn(state, highest, lowest);
    output[index] = state.signed ? state.side * state.stop : state.stop;
    follow(state, top, bottom);
    keepOutside(state, highest, lowest);
  }
}

/** Changes sides; the position begins without an extreme price of its own. */
function turn(state: ParabolicState, highest: number, lowest: number): void {
  state.side = state.side > 0 ? -1 : 1;
  state.stop = state.extreme;
  keepOutside(state, highest, lowest);
  state.stop -= state.side * (state.stop * state.offset);
  state.acceleration = Number.NaN;
}

function follow(state: ParabolicState, top: number, bottom: number): void {
  const { side } = state;
  const { start: first, step, most } = side > 0 ? state.long : state.short;
  const best = side > 0 ? top : bottom;
  if (Number.isNaN(state.acceleration)) {
    state.acceleration = first;
    state.extreme = best;
  } else if (side * best > side * state.extreme) {
    state.acceleration = Math.min(state.acceleration + step, most);
    state.extreme = best;
  }
  state.stop += state.acceleration * (state.extreme - state.stop);
}

function keepOutside(state: ParabolicState, highest: number, lowest: number): void {
  state.stop = state.side > 0 ? Math.min(state.stop, lowest) : Math.max(state.stop, highest);
}

/** Short if the first move goes further down than up. */
function start(state: ParabolicState, high: Float64Array, low: Float64Array): void {
  const up = (high[1] as number) - (high[0] as number);
  const down = (low[0] as number) - (low[1] as number);
  const { startValue } = state;
  if (startValue === 0) state.side = down > 0 && down > up ? -1 : 1;
  else state.side = startValue > 0 ? 1 : -1;
  const isLong = state.side > 0;
  const [best, worst] = isLong ? [high, low] : [low, high];
  state.extreme = best[1] as number;
  state.stop = startValue === 0 ? (worst[0] as number) : Math.abs(startValue);
  state.acceleration = (isLong ? state.long : state.short).start;
}
