import type { DerivedLine } from '../derivations.ts';
import type { Candles } from './candles.ts';
import { meanLine } from './mean-lines.ts';
import { meanCandles } from './mean-traits.ts';
import { traitLines } from './trait-lines.ts';
import { commonness, type Family, families, mirrorTrait, placeOf, type Trait } from './traits.ts';

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

/** A bit that the candle `back` candles before the last one has to have, or not to have. */
export interface Condition {
  readonly line: DerivedLine<unknown, Int32Array>;
  readonly back: number;
  /** Which of the line's bits, and of how many. */
  readonly offset: number;
  readonly stride: number;
  readonly isAbsent: boolean;
}

/** A shape as it is looked for. */
export interface PreparedForm extends Omit<Form, 'candles' | 'mirrored'> {
  readonly sign: 1 | -1;
  readonly conditions: readonly Condition[];
}

/** The shape, and its mirror image where there is one. */
export function prepareForm(form: Form, warmUp: number): PreparedForm[] {
  const upright: PreparedForm = { ...form, sign: 1, conditions: conditionsOf(form.candles, warmUp) };
  if (form.mirrored !== true) return [upright];
  const mirrored = form.candles.map((traits) => traits.map(mirrorTrait));
  return [upright, { ...form, sign: -1, conditions: conditionsOf(mirrored, warmUp) }];
}

function conditionsOf(candles: Form['candles'], warmUp: number): Condition[] {
  const asked = candles.flatMap((traits, at) =>
    traits.map((trait) => ({ trait, back: candles.length - 1 - at })),
  );
  // The rarest first, so that stretches without a candidate are soon passed over.
  asked.sort((one, other) => commonness(one.trait) - commonness(other.trait));
  return asked.map(({ trait, back }) =>
    conditionOf(trait, back, lineOf(placeOf(trait).family, back, warmUp)),
  );
}

/** The condition that a candle has a trait, in the line of its family. */
export function conditionOf(trait: Trait, back: number, line: Condition['line']): Condition {
  const { family, offset, isAbsent } = placeOf(trait);
  return { line, back, offset, stride: families[family].length, isAbsent };
}

/**
 * The line of a family of traits. Means start as late as they may: with the candle `meanCandles` before the one they
 * are compared with when the pattern is complete for the first time.
 */
function lineOf(family: Family, back: number, warmUp: number): DerivedLine<unknown, Int32Array> {
  if (family === 'meanBody' || family === 'meanRange' || family === 'meanShadow') {
    return meanLine(family, warmUp - meanCandles - back);
  }
  return traitLines[family];
}
