import type { Columns } from '../definition.ts';
import { Candles, type Measures, traitsAt } from './candles.ts';
import type { PreparedForm } from './form.ts';
import type { TraitMask } from './traits.ts';

const anything: TraitMask = { mask: 0, wanted: 0 };

/**
 * Writes the value of a shape into `output` wherever it ends at a bar from `from` to `to - 1`. The traits of the
 * last three candles are compared at once, which leaves few bars to look at more closely.
 */
export function scan(
  form: PreparedForm,
  columns: Columns,
  measures: Measures,
  penetration: number,
  output: Float64Array,
  from: number,
  to: number,
): void {
  const candles = new Candles(columns, measures, form.sign);
  const { beside, relative } = measures;
  const [last = beside, second = beside, third = beside] = relative;
  const [a = anything, b = anything, c = anything] = form.masks;
  for (let at = from; at < to; at++) {
    const unlike =
      ((((beside[at] as number) | (last[at] as number)) ^ a.wanted) & a.mask) |
      ((((beside[at - 1] as number) | (second[at - 1] as number)) ^ b.wanted) & b.mask) |
      ((((beside[at - 2] as number) | (third[at - 2] as number)) ^ c.wanted) & c.mask);
    if (unlike !== 0) continue;
    candles.at = at;
    if (!beginsLike(form, measures, at) || form.when?.(candles, penetration) === false) continue;
    const value = typeof form.value === 'number' ? form.value : form.value(candles);
    output[at] = form.sign * value;
  }
}

/** Whether candles before the last three have the traits of theirs. */
function beginsLike({ masks }: PreparedForm, measures: Measures, at: number): boolean {
  for (let back = 3; back < masks.length; back++) {
    const { mask, wanted } = masks[back] ?? anything;
    if ((traitsAt(measures, back, at) & mask) !== wanted) return false;
  }
  return true;
}
