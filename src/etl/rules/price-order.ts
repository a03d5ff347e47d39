import type { QuarantineRule } from '../../domain/bar-rule.ts';
import type { ParsedBar } from './parsed-bar.ts';

/** Adjusting multiplies each price by itself: equal ones then differ in their last digits, in single precision too. */
const noise = 1e-6;

/** High at or above open and close, low at or below them, but for float noise. */
export function orderDefect({ open, high, low, close }: ParsedBar): QuarantineRule | null {
  if (high >= open && high >= close && low <= open && low <= close) return null;
  if (high < low) return low - high > noise * low ? 'high_under_low' : null;
  const top = Math.max(open, close);
  const bottom = Math.min(open, close);
  return top - high > noise * top || low - bottom > noise * low ? 'outside_range' : null;
}

/** Makes an order that is only disturbed by noise exact, as storage demands it. */
export function settleOrder(bar: ParsedBar): void {
  const { open, high, low, close } = bar;
  if (high >= open && high >= close && low <= open && low <= close) return;
  bar.high = Math.max(open, high, low, close);
  bar.low = Math.min(open, high, low, close);
}
