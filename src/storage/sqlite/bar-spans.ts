import { type Interval, intervals } from '../../domain/interval.ts';
import type { BarSpan, TimeRange } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { RecordTimes } from '../../domain/records.ts';
import { barRecords } from './bars.ts';
import { dividendRecords, splitRecords } from './instrument.ts';
import type { LegacyView } from './legacy-view.ts';
import { readIntervals } from './symbols.ts';

export function readBarSpans(view: LegacyView, symbol: TickerSymbol): BarSpan[] {
  return readIntervals(view, symbol)
    .map((interval): BarSpan => {
      const span = { interval, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, bars: 0 };
      for (const { ts } of barRecords(view, symbol, interval)) {
        span.first = Math.min(span.first, ts / 1_000);
        span.last = Math.max(span.last, ts / 1_000);
        span.bars += 1;
      }
      return { ...span, first: span.first as EpochMs, last: span.last as EpochMs };
    })
    .sort((one, other) => intervals[one.interval] - intervals[other.interval]);
}

export function readWrittenAt(
  view: LegacyView,
  symbol: TickerSymbol,
  interval: Interval,
  range: TimeRange,
): EpochMs | null {
  let newest = Number.NEGATIVE_INFINITY;
  const note = ({ createdAt, updatedAt }: RecordTimes): void => {
    newest = Math.max(newest, updatedAt ?? createdAt ?? Number.NEGATIVE_INFINITY);
  };
  for (const bar of barRecords(view, symbol, interval, range)) note(bar);
  for (const action of dividendRecords(view, symbol)) note(action);
  for (const action of splitRecords(view, symbol)) note(action);
  return Number.isFinite(newest) ? ((newest / 1_000) as EpochMs) : null;
}
