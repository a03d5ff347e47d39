import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';

/** Wilder's true range: max(high − low, |high − previous close|, |low − previous close|); none at the first bar. */
export function advanceTrueRange(
  { high, low, close }: Pick<Columns, 'high' | 'low' | 'close'>,
  output: Float64Array,
  span: Span,
): void {
  for (let index = Math.max(span.from, 1); index < span.to; index++) {
    output[index] = trueRange(high[index] as number, low[index] as number, close[index - 1] as number);
  }
}

/** The true range of one bar after a bar that closed at `previous`. */
export function trueRange(high: number, low: number, previous: number): number {
  return Math.max(high - low, Math.abs(high - previous), Math.abs(low - previous));
}
