import type { Span } from '../../recipe.ts';
import { beginCascade, type CascadeState, cascadeStart, seedCascade } from './cascade.ts';

export interface T3State {
  readonly cascade: CascadeState;
  readonly volumeFactor: number;
}

/** The volume factor that TA-Lib takes where only a period can be given. */
const usualVolumeFactor = 0.7;

const blend = (mean: number, value: number, factor: number) => factor * value + (1 - factor) * mean;

/** Tim Tillson's T3: three times GD = EMA · (1 + v) − EMA of EMA · v, which is a mix of six exponential means. */
export function beginT3(period: number, first = 0, volumeFactor = usualVolumeFactor): T3State {
  return { cascade: beginCascade(6, period, first), volumeFactor };
}

export function advanceT3(
  { cascade, volumeFactor: v }: T3State,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { means, period } = cascade;
  const factor = 2 / (period + 1);
  const rest = 1 - factor;
  const square = v * v;
  const weight6 = -(square * v);
  const weight5 = 3 * (square - weight6);
  const weight4 = -6 * square - 3 * (v - weight6);
  const weight3 = 1 + 3 * v - weight6 + 3 * square;
  const start = cascadeStart(cascade);
  let index = seedCascade(cascade, input, span, blend);
  let [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0] = means;
  if (index > span.from && index === start + 1)
    output[start] = weight6 * six + weight5 * five + weight4 * four + weight3 * three;
  for (; index < span.to; index++) {
    one = factor * (input[index] as number) + rest * one;
    two = factor * one + rest * two;
    three = factor * two + rest * three;
    four = factor * three + rest * four;
    five = factor * four + rest * five;
    six = factor * five + rest * six;
    output[index] = weight6 * six + weight5 * five + weight4 * four + weight3 * three;
  }
  means.set([one, two, three, four, five, six]);
}
