import type { DerivedLine } from '../derivations.ts';
import type { Candles } from './candles.ts';
import { meanCandles, relativeLine } from './trait-line.ts';
import { isRelative, maskOf, mirrorTrait, type Trait, type TraitMask } from './traits.ts';

/** One shape of a pattern. */
export interface Form {
  /** The traits of each candle, the earliest first. */
  readonly candles: readonly (readonly Trait[])[];
  /** What else has to hold. */
  readonly when?: (candles: Candles, penetration: number) => boolean;
  /** What the pattern is worth where it is found; a function where it comes in degrees. */
  readonly value: number | ((candles: Candles) => number);
  /** Whether the shape upside down is the pattern too, with the opposite value. */
  readonly mirrored?: boolean;
}

/** A shape as it is looked for: masks and the lines they are laid on, the last candle first. */
export interface PreparedForm extends Form {
  readonly sign: 1 | -1;
  readonly masks: readonly TraitMask[];
}

/** The shape, and its mirror image where there is one. */
export function prepareForm(form: Form): PreparedForm[] {
  const masks = form.candles.map(maskOf).reverse();
  const upright: PreparedForm = { ...form, sign: 1, masks };
  if (form.mirrored !== true) return [upright];
  const mirrored = form.candles.map((traits) => maskOf(traits.map(mirrorTrait))).reverse();
  return [upright, { ...form, sign: -1, masks: mirrored }];
}

/**
 * The line of relative traits for each candle of a pattern, the last one first; undefined where no form has one.
 * Means start as late as they may: with the candle `meanCandles` before the one they are compared with when the
 * pattern is complete for the first time.
 */
export function relativeLines(
  forms: readonly Form[],
  warmUp: number,
  asked: readonly number[],
): (DerivedLine | undefined)[] {
  const count = Math.max(...forms.map(({ candles }) => candles.length));
  return Array.from({ length: count }, (_, back) => {
    const compares = forms.some(({ candles }) => candles.at(-1 - back)?.some(isRelative));
    return compares || asked.includes(back) ? relativeLine(warmUp - meanCandles - back) : undefined;
  });
}
