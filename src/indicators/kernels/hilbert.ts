import type { Span } from '../recipe.ts';

/**
 * What the measurement of the dominant cycle carries from bar to bar. Everything else stands in the columns.
 * Source: John Ehlers, Rocket Science for Traders (2001), chapters 6 and 7, as TA-Lib's HT functions compute it.
 */
export interface HilbertState {
  /** The first bar that is transformed; the smoothing has run some bars by then, as in TA-Lib. */
  readonly first: number;
  weightedSum: number;
  plainSum: number;
  period: number;
  smoothPeriod: number;
  inPhase: number;
  quadrature: number;
  real: number;
  imaginary: number;
}

/** Columns of the measurement, all written at every bar; 0 before the first bar that is transformed. */
export interface HilbertColumns {
  /** The price, smoothed with weights 4, 3, 2, 1. */
  readonly smooth: Float64Array;
  readonly detrended: Float64Array;
  /** Quadrature component; the in-phase one is `detrended` of three bars before. */
  readonly q1: Float64Array;
  /** The dominant cycle's length in bars, smoothed. */
  readonly period: Float64Array;
}

/** Names of the working columns for `HilbertColumns`. */
export const hilbertColumns = ['smooth', 'detrended', 'q1', 'period'] as const;

const outer = 0.0962;
const inner = 0.5769;
const degrees = 45 / Math.atan(1);

export function beginHilbert(first: number): HilbertState {
  return {
    first,
    weightedSum: 0,
    plainSum: 0,
    period: 0,
    smoothPeriod: 0,
    inPhase: 0,
    quadrature: 0,
    real: 0,
    imaginary: 0,
  };
}

export function advanceHilbert(
  state: HilbertState,
  price: Float64Array,
  columns: HilbertColumns,
  span: Span,
): void {
  const { smooth, detrended, q1, period: periods } = columns;
  advanceSmoothing(state, price, smooth, span);
  let { period, smoothPeriod, inPhase, quadrature, real, imaginary } = state;
  for (let index = span.from; index < Math.min(span.to, state.first); index++) {
    detrended[index] = 0;
    q1[index] = 0;
    periods[index] = 0;
  }
  for (let index = Math.max(span.from, state.first); index < span.to; index++) {
    const adjust = 0.075 * period + 0.54;
    const detrend = transform(smooth[index] as number, smooth, index) * adjust;
    const q = transform(detrend, detrended, index) * adjust;
    // The in-phase component is the detrended price of three bars before.
    const i = detrended[index - 3] as number;
    const jI = transform(i, detrended, index - 3) * adjust;
    const jQ = transform(q, q1, index) * adjust;
    detrended[index] = detrend;
    q1[index] = q;
    const q2 = 0.2 * (q + jI) + 0.8 * quadrature;
    const i2 = 0.2 * (i - jQ) + 0.8 * inPhase;
    real = 0.2 * (i2 * inPhase + q2 * quadrature) + 0.8 * real;
    imaginary = 0.2 * (i2 * quadrature - q2 * inPhase) + 0.8 * imaginary;
    quadrature = q2;
    inPhase = i2;
    period = nextPeriod(period, real, imaginary);
    smoothPeriod = 0.33 * period + 0.67 * smoothPeriod;
    periods[index] = smoothPeriod;
  }
  state.period = period;
  state.smoothPeriod = smoothPeriod;
  state.inPhase = inPhase;
  state.quadrature = quadrature;
  state.real = real;
  state.imaginary = imaginary;
}

/** Weights 4, 3, 2, 1 on the last four prices, as running sums in TA-Lib's order of operations. */
function advanceSmoothing(
  state: HilbertState,
  price: Float64Array,
  smooth: Float64Array,
  { from, to }: Span,
): void {
  let { weightedSum, plainSum } = state;
  for (let index = from; index < to; index++) {
    const value = price[index] as number;
    if (index < 3) {
      plainSum += value;
      weightedSum += value * (index + 1);
      smooth[index] = 0;
      continue;
    }
    plainSum += value;
    if (index > 3) plainSum -= price[index - 4] as number;
    weightedSum += value * 4;
    smooth[index] = index < state.first ? 0 : weightedSum * 0.1;
    weightedSum -= plainSum;
  }
  state.weightedSum = weightedSum;
  state.plainSum = plainSum;
}

/**
 * Ehlers's Hilbert transformer over seven bars, at every other of which the weight is 0. The value at `index` comes
 * by itself, so that nothing waits for it to be stored.
 */
function transform(now: number, values: Float64Array, index: number): number {
  return (
    outer * now -
    outer * (values[index - 6] as number) -
    inner * (values[index - 4] as number) +
    inner * (values[index - 2] as number)
  );
}

/** The period that the phase turned by since the bar before makes, held between bounds and smoothed. */
function nextPeriod(before: number, real: number, imaginary: number): number {
  let period = before;
  if (imaginary !== 0 && real !== 0) period = 360 / (Math.atan(imaginary / real) * degrees);
  if (period > 1.5 * before) period = 1.5 * before;
  if (period < 0.67 * before) period = 0.67 * before;
  if (period < 6) period = 6;
  else if (period > 50) period = 50;
  return 0.2 * period + 0.8 * before;
}
