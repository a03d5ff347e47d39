import type { Span } from '../recipe.ts';

/**
 * Mean |value − mean| of the last `period` values, from bar `period − 1` on. Both sums are added up afresh for each
 * bar, from the latest value back, in TA-Lib’s order of operations; four bars at a time, since their chains of
 * additions run side by side in the processor.
 */
export function advanceMeanDeviation(
  input: Float64Array,
  period: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  const means = new Float64Array(4);
  let index = Math.max(from, period - 1);
  for (; index + 3 < to; index += 4) {
    meansOfFour(input, period, index, means);
    deviationsOfFour(input, period, index, means, output);
  }
  for (; index < to; index++) {
    let sum = 0;
    for (let age = 0; age < period; age++) sum += input[index - age] as number;
    const mean = sum / period;
    let deviations = 0;
    for (let age = 0; age < period; age++) deviations += Math.abs((input[index - age] as number) - mean);
    output[index] = deviations / period;
  }
}

/** Means of the windows that end at bars `index` to `index + 3`. */
function meansOfFour(input: Float64Array, period: number, index: number, means: Float64Array): void {
  let fourth = input[index + 3] as number;
  let third = input[index + 2] as number;
  let second = input[index + 1] as number;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let age = 0; age < period; age++) {
    const first = input[index - age] as number;
    a += first;
    b += second;
    c += third;
    d += fourth;
    fourth = third;
    third = second;
    second = first;
  }
  means[0] = a / period;
  means[1] = b / period;
  means[2] = c / period;
  means[3] = d / period;
}

function deviationsOfFour(
  input: Float64Array,
  period: number,
  index: number,
  means: Float64Array,
  output: Float64Array,
): void {
  const meanA = means[0] as number;
  const meanB = means[1] as number;
  const meanC = means[2] as number;
  const meanD = means[3] as number;
  let fourth = input[index + 3] as number;
  let third = input[index + 2] as number;
  let second = input[index + 1] as number;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let age = 0; age < period; age++) {
    const first = input[index - age] as number;
    a += Math.abs(first - meanA);
    b += Math.abs(second - meanB);
    c += Math.abs(third - meanC);
    d += Math.abs(fourth - meanD);
    fourth = third;
    third = second;
    second = first;
  }
  output[index] = a / period;
  output[index + 1] = b / period;
  output[index + 2] = c / period;
  output[index + 3] = d / period;
}
