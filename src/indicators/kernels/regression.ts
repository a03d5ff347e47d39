import type { Span } from '../recipe.ts';

/** A value of the regression line: `level` · intercept + `slope` · slope, the oldest bar of the window at 0. */
export interface RegressionValue {
  readonly level: 0 | 1;
  readonly slope: number;
}

/**
 * The least-squares line through the last `period` values, from bar `period − 1` on. The sums are added up afresh
 * for each bar, from the oldest on, in TA-Lib’s order of operations; four bars at a time, since their chains of
 * additions run side by side in the processor.
 */
export function advanceRegression(
  input: Float64Array,
  period: number,
  value: RegressionValue,
  output: Float64Array,
  { from, to }: Span,
): void {
  const line = lineOf(period, value);
  let index = Math.max(from, period - 1);
  for (; index + 3 < to; index += 4) {
    let first = input[index - period + 1] as number;
    let second = input[index - period + 2] as number;
    let third = input[index - period + 3] as number;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    let momentA = 0;
    let momentB = 0;
    let momentC = 0;
    let momentD = 0;
    for (let age = period - 1; age >= 0; age--) {
      const fourth = input[index + 3 - age] as number;
      sumA += first;
      momentA += age * first;
      sumB += second;
      momentB += age * second;
      sumC += third;
      momentC += age * third;
      sumD += fourth;
      momentD += age * fourth;
      first = second;
      second = third;
      third = fourth;
    }
    output[index] = readLine(line, sumA, momentA);
    output[index + 1] = readLine(line, sumB, momentB);
    output[index + 2] = readLine(line, sumC, momentC);
    output[index + 3] = readLine(line, sumD, momentD);
  }
  for (; index < to; index++) {
    let sum = 0;
    let moment = 0;
    for (let age = period - 1; age >= 0; age--) {
      const price = input[index - age] as number;
      sum += price;
      moment += age * price;
    }
    output[index] = readLine(line, sum, moment);
  }
}

/** Ages are counted back from the latest bar, so that sums of products have the sign turned in the divisor. */
function lineOf(period: number, { level, slope }: RegressionValue) {
  const sumAges = period * (period - 1) * 0.5;
  const sumSquares = (period * (period - 1) * (period * 2 - 1)) / 6;
  return { period, sumAges, divisor: sumAges * sumAges - period * sumSquares, level, slope };
}

function readLine(line: ReturnType<typeof lineOf>, sum: number, moment: number): number {
  const { period, sumAges, divisor, level, slope } = line;
  const gradient = (period * moment - sumAges * sum) / divisor;
  const intercept = (sum - gradient * sumAges) / period;
  return level * intercept + slope * gradient;
}
