/** A split as it is announced: so many new shares for so many old ones. */
export interface SplitTerms {
  readonly numerator: number;
  readonly denominator: number;
}

/** Spin-offs that sources record as splits are no ratio of small numbers. */
const largest = 100;
/** Ratios that were calculated from factors of prices, as 1.999996, are off by that fraction. */
const tolerance = 5e-6;

/** The smallest whole numbers that a ratio is about the quotient of; null where none up to 100 are. */
export function splitTerms(ratio: number): SplitTerms | null {
  for (let denominator = 1; denominator <= largest; denominator += 1) {
    const numerator = Math.round(ratio * denominator);
    if (numerator < 1 || numerator > largest) continue;
    if (Math.abs(numerator / denominator - ratio) <= ratio * tolerance) return { numerator, denominator };
  }
  return null;
}
