import type { Span } from '../../recipe.ts';

/**
 * Exponential means of exponential means (DEMA, TEMA, T3, TRIX), of values that begin at bar `first`. Each is seeded
 * as TA-Lib does with the simple mean of the first `period` values of the one before.
 */
export interface CascadeState {
  readonly period: number;
  readonly first: number;
  /** Of each stage its mean, or the sum of its seed. */
  readonly means: Float64Array;
}

export function beginCascade(stages: number, period: number, first = 0): CascadeState {
  return { period, first, means: new Float64Array(stages) };
}

/** The bar at which the last stage has its first value. */
export function cascadeStart({ period, first, means }: CascadeState): number {
  return first + means.length * (period - 1);
}

/**
 * Goes on while not all stages have a value; returns the first bar after. `blend` is an exponential mean's step:
 * implementations round differently.
 */
export function seedCascade(
  state: CascadeState,
  input: Float64Array,
  span: Span,
  blend: (mean: number, value: number, factor: number) => number,
): number {
  const { period, first, means } = state;
  const factor = 2 / (period + 1);
  const end = Math.min(span.to, cascadeStart(state) + 1);
  let index = Math.max(span.from, first);
  for (; index < end; index++) {
    let value = input[index] as number;
    for (let stage = 0; stage < means.length; stage++) {
      const seeded = first + (stage + 1) * (period - 1);
      const mean = means[stage] as number;
      const next = index > seeded ? blend(mean, value, factor) : seedStep(mean, value, index, seeded, period);
      means[stage] = next;
      if (index < seeded) break;
      value = next;
    }
  }
  return index;
}

function seedStep(sum: number, value: number, index: number, seeded: number, period: number): number {
  return index === seeded ? (sum + value) / period : sum + value;
}
