import { type DerivedLines, valuesOf } from '../derivations.ts';
import type { Span } from '../recipe.ts';
import type { Condition } from './form.ts';

/** Words of 32 bars that are looked at in one go, few enough to stay in the processor's cache. */
const chunkWords = 128;

/**
 * Calls `visit` for every bar of the span at which all conditions hold. Bits of 32 bars are compared at once, which
 * leaves few bars to look at more closely.
 */
export function scan(
  conditions: readonly Condition[],
  lines: DerivedLines,
  { from, to }: Span,
  visit: (at: number) => void,
): void {
  if (from >= to) return;
  const masks = conditions.map((condition) => ({ condition, values: valuesOf(lines, condition.line) }));
  const lastWord = (to - 1) >>> 5;
  const found = new Int32Array(Math.min(chunkWords, lastWord + 1 - (from >>> 5)));
  for (let start = from >>> 5; start <= lastWord; start += chunkWords) {
    const count = Math.min(chunkWords, lastWord + 1 - start);
    found.fill(-1);
    if (start === from >>> 5) found[0] = -1 << from;
    let isAnyLeft = true;
    for (let at = 0; isAnyLeft && at < masks.length; at++) {
      const { condition, values } = masks[at] as Mask;
      isAnyLeft = narrow(found, start, count, values, condition);
    }
    if (!isAnyLeft) continue;
    if (start + count > lastWord)
      found[lastWord - start] = (found[lastWord - start] as number) & (-1 >>> (31 - ((to - 1) & 31)));
    visitBits(found, start, count, visit);
  }
}

interface Mask {
  readonly condition: Condition;
  readonly values: Int32Array;
}

/** Leaves the bits at which the condition holds, and tells whether there are any; a bit that is `back` bars old moves up by as many places. */
function narrow(
  found: Int32Array,
  start: number,
  count: number,
  values: Int32Array,
  { back, offset, stride, isAbsent }: Condition,
): boolean {
  const flip = isAbsent ? -1 : 0;
  let index = start * stride + offset;
  let before = start === 0 ? 0 : (values[index - stride] as number);
  let left = 0;
  for (let at = 0; at < count; at++, index += stride) {
    const word = values[index] as number;
    // In two steps, since a shift by 32 is one by 0.
    const moved = (word << back) | ((before >>> 1) >>> (31 - back));
    const rest = (found[at] as number) & (moved ^ flip);
    found[at] = rest;
    left |= rest;
    before = word;
  }
  return left !== 0;
}

function visitBits(found: Int32Array, start: number, count: number, visit: (at: number) => void): void {
  for (let at = 0; at < count; at++) {
    for (let rest = found[at] as number; rest !== 0; rest &= rest - 1) {
      visit(((start + at) << 5) + 31 - Math.clz32(rest & -rest));
    }
  }
}
