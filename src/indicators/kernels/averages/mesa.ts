import type { Span } from '../../recipe.ts';

/** John Ehlers's MESA adaptive mean (MAMA) and the one that follows it (FAMA). */
export interface MesaState {
  readonly first: number;
  readonly fastLimit: number;
  readonly slowLimit: number;
  weighted: number;
  sum: number;
  /** The last values of each line, at the bar modulo 16; ten of them are read. */
  readonly smooth: Float64Array;
  readonly detrended: Float64Array;
  readonly quadrature: Float64Array;
  /** Smoothed phasor, its products over two bars, and what follows from them. */
  i2: number;
  q2: number;
  real: number;
  imaginary: number;
  period: number;
  phase: number;
  mama: number;
  fama: number;
}

/** Bars before the first output, as in TA-Lib: the filters begin at the 13th bar and settle for 20 more. */
export const mesaWarmUp = 32;
const firstFiltered = 12;
const degrees = 180 / Math.PI;

export function beginMesa(fastLimit: number, slowLimit: number, first = 0): MesaState {
  return {
    first,
    fastLimit,
    slowLimit,
    weighted: 0,
    sum: 0,
    smooth: new Float64Array(16),
    detrended: new Float64Array(16),
    quadrature: new Float64Array(16),
    i2: 0,
    q2: 0,
    real: 0,
    imaginary: 0,
    period: 0,
    phase: 0,
    mama: 0,
    fama: 0,
  };
}

/**
 * Source: Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities 19:9 (2001), in TA-Lib's
 * order of operations.
 */
export function advanceMesa(
  state: MesaState,
  input: Float64Array,
  output: { readonly mama: Float64Array; readonly fama: Float64Array | null },
  span: Span,
): void {
  const { first } = state;
  for (let index = Math.max(span.from, first); index < span.to; index++) {
    const age = index - first;
    const smooth = smoothPrice(state, input, index);
    if (age < firstFiltered) continue;
    const value = input[index] as number;
    const rate = adaptRate(state, filterPhase(state, smooth, age));
    state.mama = rate * value + (1 - rate) * state.mama;
    state.fama = 0.5 * rate * state.mama + (1 - 0.5 * rate) * state.fama;
    if (age < mesaWarmUp) continue;
    output.mama[index] = state.mama;
    if (output.fama !== null) output.fama[index] = state.fama;
  }
}

/** The last four values weighted 4, 3, 2, 1. */
function smoothPrice(state: MesaState, input: Float64Array, index: number): number {
  const value = input[index] as number;
  const age = index - state.first;
  state.sum += value;
  if (age < 3) {
    state.weighted += value * (age + 1);
    return 0;
  }
  if (age > 3) state.sum -= input[index - 4] as number;
  state.weighted += value * 4;
  const smooth = state.weighted * 0.1;
  state.weighted -= state.sum;
  return smooth;
}

/** Goes on with the Hilbert transforms and the period they measure; returns the phase of this bar in degrees. */
function filterPhase(state: MesaState, smooth: number, age: number): number {
  const { detrended, quadrature } = state;
  const adjust = 0.075 * state.period + 0.54;
  state.smooth[age & 15] = smooth;
  detrended[age & 15] = transform(state.smooth, age) * adjust;
  const q1 = transform(detrended, age) * adjust;
  quadrature[age & 15] = q1;
  const i1 = detrended[(age - 3) & 15] as number;
  const q2 = 0.2 * (q1 + transform(detrended, age - 3) * adjust) + 0.8 * state.q2;
  const i2 = 0.2 * (i1 - transform(quadrature, age) * adjust) + 0.8 * state.i2;
  state.real = 0.2 * (i2 * state.i2 + q2 * state.q2) + 0.8 * state.real;
  state.imaginary = 0.2 * (i2 * state.q2 - q2 * state.i2) + 0.8 * state.imaginary;
  state.q2 = q2;
  state.i2 = i2;
  state.period = nextPeriod(state);
  return i1 === 0 ? 0 : Math.atan(q1 / i1) * degrees;
}

/** A Hilbert transform of the last seven values of a ring, every other one of which has weight 0. */
function transform(ring: Float64Array, age: number): number {
  const now = 0.0962 * (ring[age & 15] as number);
  const old = 0.0962 * (ring[(age - 6) & 15] as number);
  return now - old - 0.5769 * (ring[(age - 4) & 15] as number) + 0.5769 * (ring[(age - 2) & 15] as number);
}

/** The cycle's length in bars, held between bounds and smoothed. */
function nextPeriod({ period: previous, real, imaginary }: MesaState): number {
  let period = previous;
  if (imaginary !== 0 && real !== 0) period = 360 / (Math.atan(imaginary / real) * degrees);
  if (period > 1.5 * previous) period = 1.5 * previous;
  if (period < 0.67 * previous) period = 0.67 * previous;
  if (period < 6) period = 6;
  else if (period > 50) period = 50;
  return 0.2 * period + 0.8 * previous;
}

/** The faster the phase turns, the slower the mean follows. */
function adaptRate(state: MesaState, phase: number): number {
  const turn = Math.max(1, state.phase - phase);
  state.phase = phase;
  return turn > 1 ? Math.max(state.fastLimit / turn, state.slowLimit) : state.fastLimit;
}
