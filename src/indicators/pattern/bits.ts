import type { Span } from '../blocks.ts';

/**
 * Bits of bars: bar `at` has the bit `at % 32` of a word, so that 32 bars are compared at once. A line of several
 * bits has their words in turn: word `at >>> 5` of the bit `offset` of `count` is at `(at >>> 5) * count + offset`.
 */
export function bitLine(count: number): (bars: number) => Int32Array {
  return (bars) => new Int32Array(count * wordsOf(bars));
}

function wordsOf(bars: number): number {
  return (bars + 31) >>> 5;
}

/** What a word says of the bars before `at`; JavaScript shifts by the last five bits of `at`. */
export function before(word: number | undefined, at: number): number {
  return (word ?? 0) & ~(-1 << at);
}

/** The end of the word that holds bar `at`, or of the span, whichever is first. */
export function endOfWord(at: number, { to }: Pick<Span, 'to'>): number {
  return Math.min((at | 31) + 1, to);
}
