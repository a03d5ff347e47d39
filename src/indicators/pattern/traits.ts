/**
 * What one candle is like. A candle is white where close ≥ open, black otherwise. Its body lies between open and
 * close, its shadows reach from there to high and low. "Long", "short" and the like are TA-Lib's default candle
 * settings: compared with a mean over the ten candles before it, or with its own body. Traits of a family are found
 * in one pass. The families are in the order of how rare their traits are, roughly.
 */
export const families = {
  /** Body above (below) the previous body. */
  gap: ['gapUp', 'gapDown'],
  /** Opens above (below) the previous high (low). */
  open: ['opensAbove', 'opensBelow'],
  /** Body that covers the previous one without being equal to it; that lies within the previous one. */
  body: ['covers', 'within'],
  /**
   * The whole candle, shadows included, above (below) the previous one; lower high and higher low than the previous
   * candle; higher (lower) high and low.
   */
  reach: ['windowUp', 'windowDown', 'inside', 'higher', 'lower'],
  /** Shadow longer than the body; longer than twice the body. */
  shadow: ['upperLong', 'lowerLong', 'upperVeryLong', 'lowerVeryLong'],
  /** Body longer (shorter) than the mean body. */
  meanBody: ['long', 'short'],
  /**
   * Beside a tenth of the mean range from low to high: body at most that long; shadow shorter, as good as none, or
   * longer: there is one.
   */
  meanRange: ['doji', 'upperNone', 'lowerNone', 'upperSome', 'lowerSome'],
  /** Shadow shorter (longer) than half the mean sum of both shadows. */
  meanShadow: ['upperShort', 'lowerShort', 'upperTall', 'lowerTall'],
  close: ['closesHigher', 'closesLower'],
  colour: ['white'],
} as const;

export type Family = keyof typeof families;
export type MeanFamily = 'meanBody' | 'meanRange' | 'meanShadow';
type Bit = (typeof families)[Family][number];

/** A trait that has to be there, or one of two that say that another is not: black is not white, modest not long. */
export type Trait = Bit | 'black' | 'modest';

const absent: Readonly<Partial<Record<Trait, Bit>>> = { black: 'white', modest: 'long' };

const mirrors: readonly (readonly [Trait, Trait])[] = [
  ['white', 'black'],
  ['gapUp', 'gapDown'],
  ['windowUp', 'windowDown'],
  ['higher', 'lower'],
  ['closesHigher', 'closesLower'],
  ['opensAbove', 'opensBelow'],
  ['upperLong', 'lowerLong'],
  ['upperVeryLong', 'lowerVeryLong'],
  ['upperNone', 'lowerNone'],
  ['upperSome', 'lowerSome'],
  ['upperShort', 'lowerShort'],
  ['upperTall', 'lowerTall'],
];

const mirrored = new Map(mirrors.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]));

/** The trait that a candle has upside down. */
export function mirrorTrait(trait: Trait): Trait {
  return mirrored.get(trait) ?? trait;
}

/** Where a trait is found. */
export interface TraitPlace {
  readonly family: Family;
  /** Its place in the family. */
  readonly offset: number;
  /** Whether the bit has to be unset. */
  readonly isAbsent: boolean;
}

const places = new Map<Trait, TraitPlace>();
for (const family of Object.keys(families) as Family[]) {
  for (const [offset, bit] of families[family].entries())
    places.set(bit, { family, offset, isAbsent: false });
}

export function placeOf(trait: Trait): TraitPlace {
  const bit = absent[trait];
  const place = places.get(bit ?? trait);
  if (place === undefined) throw new TypeError(`No trait ${trait}`);
  return { ...place, isAbsent: bit !== undefined };
}

const order = Object.keys(families);

/** A number that is the smaller the rarer a trait is. */
export function commonness(trait: Trait): number {
  const { family, isAbsent } = placeOf(trait);
  return isAbsent ? order.length : order.indexOf(family);
}
