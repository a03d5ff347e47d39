/** The smallest part of a share, where parts can be held, as in allocations. */
const smallestPart = 1e-6;
/** What is a whole number but for the last places of its double is not rounded down to the one before. */
const slack = 1e-9;

/**
 * The trade that brings a holding to a value, never above it: as allocations do, so that cash suffices.
 * @param target value that is meant for it
 */
export function tradeTo(
  target: number,
  held: number,
  price: number,
  fractional: boolean,
): { readonly quantity: number; readonly value: number } {
  const unit = fractional ? smallestPart : 1;
  const units = Math.floor((target / price / unit) * (1 + slack));
  // Divided by the reciprocal, a multiple of the part is the nearest double to its decimal fraction.
  const wanted = fractional ? units / (1 / smallestPart) : units;
  const quantity = wanted - held;
  return { quantity, value: quantity * price };
}
