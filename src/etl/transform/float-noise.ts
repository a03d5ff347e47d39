/** Digits after the point that are tried at most; more say nothing of how a price was quoted. */
const mostDecimals = 8;
/** A double that was printed from a single and read back is off by its last bits at most. */
const doubleNoise = 4 * Number.EPSILON;
/** Singles have 24 bits: neighbours are at most so far apart. */
const singleStep = 2 ** -23;

/**
 * The price with so many decimals that a source must have had before it was divided by `divisor` and kept as a single
 * (129.0399932861328 → 129.04), or null where the value is not such a single, or more than one price would do.
 */
export function quotedPrice(value: number, divisor: number, decimals: number): number | null {
  const single = Math.fround(value);
  if (Math.abs(single - value) > doubleNoise * value) return null;
  const unit = 10 ** -Math.min(decimals, mostDecimals);
  const quoted = value * divisor;
  if (quoted * singleStep > unit / 2) return null;
  const rounded = Number(quoted.toFixed(Math.min(decimals, mostDecimals)));
  // Whether it was divided as a double or as a single, the last bit can differ.
  return Math.abs(Math.fround(rounded / divisor) - single) <= singleStep * value ? rounded : null;
}
