import type { BarRecord } from '../../../domain/bar-record.ts';
import type { SeriesSpan } from './bar-notes.ts';

const microsPerDay = 86_400_000_000;

/** From when to when bars are, by symbol and interval, in the order of their first bars. */
export function spansOf(bars: readonly BarRecord[]): SeriesSpan[] {
  const spans = new Map<string, SeriesSpan>();
  let last: SeriesSpan | undefined;
  for (const { symbol, interval, ts } of bars) {
    if (last?.symbol === symbol && last.interval === interval) {
      if (ts > last.last) last.last = ts;
      else if (ts < last.first) last.first = ts;
    } else {
      last = widen(spans, { symbol, interval, first: ts, last: ts });
    }
  }
  return [...spans.values()];
}

/** Adds a span to those there are. */
export function widen(spans: Map<string, SeriesSpan>, span: SeriesSpan): SeriesSpan {
  const key = `${span.symbol} ${span.interval}`;
  const known = spans.get(key);
  if (!known) {
    const own = { ...span };
    spans.set(key, own);
    return own;
  }
  known.first = Math.min(known.first, span.first);
  known.last = Math.max(known.last, span.last);
  return known;
}

/** How many days they cover together, at least one. */
export function daysOf(spans: readonly SeriesSpan[]): number {
  const first = spans.reduce((least, span) => Math.min(least, span.first), Number.POSITIVE_INFINITY);
  const last = spans.reduce((most, span) => Math.max(most, span.last), Number.NEGATIVE_INFINITY);
  return Math.max(1, (last - first) / microsPerDay);
}
