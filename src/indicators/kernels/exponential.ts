import type { Span } from '../recipe.ts';

/** An exponential mean of values that begin at bar `first`. */
export interface ExponentialState {
  readonly period: number;
  readonly first: number;
  readonly factor: number;
  /** The sum of the values while it is being seeded. */
  mean: number;
}

export function beginExponential(
  period: number,
  first = 0,
  factor: number = 2 / (period + 1),
): ExponentialState {
  return { period, first, factor, mean: 0 };
}

/**
 * Factor 2 / (period + 1) if no other is given, seeded as TA-Lib does with the simple mean of the first `period` values; the first
 * output stands at the last of them.
 */
export function advanceExponential(
  state: ExponentialState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, first, factor } = state;
  const full = first + period - 1;
  let mean = state.mean;
  let index = Math.max(span.from, first);
  for (; index < span.to && index < full; index++) mean += input[index] as number;
  if (index < span.to && index === full) {
    mean = (mean + (input[index] as number)) / period;
    output[index++] = mean;
  }
  for (; index < span.to; index++) {
    mean = ((input[index] as number) - mean) * factor + mean;
    output[index] = mean;
  }
  state.mean = mean;
}
