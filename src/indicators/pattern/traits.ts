/**
 * What one candle is like, as a bit each. A candle is white where close ≥ open, black otherwise. Its body lies
 * between open and close, its shadows reach from there to high and low. "Long", "short" and the like are TA-Lib's
 * default candle settings: compared with a mean over the ten candles before it, or with its own body.
 */
export const shift = {
  white: 0,
  /** Body above (below) the previous body. */
  gapUp: 1,
  gapDown: 2,
  /** The whole candle, shadows included, above (below) the previous one. */
  windowUp: 3,
  windowDown: 4,
  /** Lower high and higher low than the previous candle. */
  inside: 5,
  /** Higher (lower) high and low than the previous candle. */
  higher: 6,
  lower: 7,
  closesHigher: 8,
  closesLower: 9,
  /** Opens above (below) the previous high (low). */
  opensAbove: 10,
  opensBelow: 11,
  /** Shadow longer than the body; longer than twice the body. */
  upperLong: 12,
  lowerLong: 13,
  upperVeryLong: 14,
  lowerVeryLong: 15,
  /** Body longer (shorter) than the mean body. */
  long: 16,
  short: 17,
  /** Body at most a tenth of the mean range from low to high. */
  doji: 18,
  /** Shadow shorter than a tenth of the mean range: as good as none; longer than it: there is one. */
  upperNone: 19,
  lowerNone: 20,
  upperSome: 21,
  lowerSome: 22,
  /** Shadow shorter (longer) than half the mean sum of both shadows. */
  upperShort: 23,
  lowerShort: 24,
  upperTall: 25,
  lowerTall: 26,
} as const;

type Bit = keyof typeof shift;

/** A bit that has to be set, or one of two that must not be: black is not white, modest is not long. */
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

/** Bits to look at, and those of them that have to be set. */
export interface TraitMask {
  readonly mask: number;
  readonly wanted: number;
}

export function maskOf(traits: readonly Trait[]): TraitMask {
  let mask = 0;
  let wanted = 0;
  for (const trait of traits) {
    const unset = absent[trait];
    mask |= bitOf(unset ?? trait);
    if (unset === undefined) wanted |= bitOf(trait);
  }
  return { mask, wanted };
}

/** Whether the trait compares with earlier candles beyond the previous one. */
export function isRelative(trait: Trait): boolean {
  return bitOf(absent[trait] ?? trait) >= 1 << shift.long;
}

function bitOf(trait: Trait): number {
  return trait in shift ? 1 << shift[trait as Bit] : 0;
}
