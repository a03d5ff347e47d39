import type { Span } from '../../recipe.ts';
import { beginCascade, type CascadeState, cascadeStart, seedCascade } from './cascade.ts';

const blend = (mean: number, value: number, factor: number) => (value - mean) * factor + mean;

/** Patrick Mulloy's DEMA: 2 · EMA − EMA of EMA. */
export function beginDoubleExponential(period: number, first = 0): CascadeState {
  return beginCascade(2, period, first);
}

export function advanceDoubleExponential(
  state: CascadeState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { means, period } = state;
  const start = cascadeStart(state);
  const factor = 2 / (period + 1);
  let index = seedCascade(state, input, span, blend);
  let [one = 0, two = 0] = means;
  if (index > span.from && index === start + 1) output[start] = 2 * one - two;
  for (; index < span.to; index++) {
    one = ((input[index] as number) - one) * factor + one;
    two = (one - two) * factor + two;
    output[index] = 2 * one - two;
  }
  means[0] = one;
  means[1] = two;
}

/** Patrick Mulloy's TEMA: 3 · EMA − 3 · EMA of EMA + EMA of that. */
export function beginTripleExponential(period: number, first = 0): CascadeState {
  return beginCascade(3, period, first);
}

export function advanceTripleExponential(
  state: CascadeState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { means, period } = state;
  const start = cascadeStart(state);
  const factor = 2 / (period + 1);
  let index = seedCascade(state, input, span, blend);
  let [one = 0, two = 0, three = 0] = means;
  if (index > span.from && index === start + 1) output[start] = three + (3 * one - 3 * two);
  for (; index < span.to; index++) {
    one = ((input[index] as number) - one) * factor + one;
    two = (one - two) * factor + two;
    three = (two - three) * factor + three;
    output[index] = three + (3 * one - 3 * two);
  }
  means[0] = one;
  means[1] = two;
  means[2] = three;
}
