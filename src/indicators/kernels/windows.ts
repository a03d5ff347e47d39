import type { Span } from '../recipe.ts';

/**
 * Sums of the last `period` values, each added up afresh from the oldest on, so that no rounding of earlier bars
 * stays in them. Four bars at a time: their chains of additions run side by side in the processor, and the sums are
 * the same as one after the other.
 */
export function advanceWindowSum(
  input: Float64Array,
  period: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  let index = Math.max(from, period - 1);
  for (; index + 3 < to; index += 4) {
    let first = input[index - period + 1] as number;
    let second = input[index - period + 2] as number;
    let third = input[index - period + 3] as number;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = index - period + 4; at <= index + 3; at++) {
      const fourth = input[at] as number;
      a += first;
      b += second;
      c += third;
      d += fourth;
      first = second;
      second = third;
      third = fourth;
    }
    output[index] = a;
    output[index + 1] = b;
    output[index + 2] = c;
    output[index + 3] = d;
  }
  for (; index < to; index++) {
    let sum = 0;
    for (let at = index - period + 1; at <= index; at++) sum += input[at] as number;
    output[index] = sum;
  }
}
