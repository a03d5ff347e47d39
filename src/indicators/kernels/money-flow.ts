/**
 * Part of a bar's volume that Chaikin takes for bought less sold: 1 where it closed at its high, −1 at its low, 0 where
 * it had no range.
 */
export function closeLocation(high: number, low: number, close: number): number {
  const range = high - low;
  return range > 0 ? (close - low - (high - close)) / range : 0;
}
