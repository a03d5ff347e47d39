/** Bars `from` to `to - 1`: where a calculation goes on. It has seen all bars before them in earlier calls. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Bars per step: what a calculation with several passes touches in one stays in the processor's cache. */
const blockBars = 8192;

/** Bars 0 to `count - 1` in steps. */
export function* blocks(count: number): Generator<Span> {
  for (let from = 0; from < count; from += blockBars) yield { from, to: Math.min(from + blockBars, count) };
}
