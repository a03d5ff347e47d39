import type { Span } from '../recipe.ts';

/** Copies a working column to an output from bar `first` on. */
export function copyFrom(
  first: number,
  source: Float64Array,
  target: Float64Array,
  { from, to }: Span,
): void {
  for (let index = Math.max(from, first); index < to; index++) target[index] = source[index] as number;
}
