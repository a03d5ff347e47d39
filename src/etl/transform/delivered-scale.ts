import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { Neighbour, StoredNeighbour } from '../../domain/neighbour.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import type { KnownSplit } from '../rules/context.ts';
import { shiftPoint } from './shift-point.ts';
import { dateAt, splitsAfter } from './unsplit.ts';

/** What a source states its prices in. */
export interface DeliveredScale {
  readonly origin: Pick<Origin, 'basis' | 'fetchedAt'>;
  readonly interval: Interval;
  readonly calendar: SessionCalendar | null;
  /** All that are known, in ascending time. */
  readonly splits: readonly KnownSplit[];
  /** Of the decimal point, from its unit to the main one. */
  readonly places: number;
}

/**
 * Stored bars as the source would state them beside its own: in its unit, and adjusted for the splits up to its answer
 * where it adjusts. Dividends are left out; within the few bars that are compared they move no level by half.
 */
export function asDelivered(
  stored: readonly StoredNeighbour[],
  { origin, interval, calendar, splits, places }: DeliveredScale,
): Neighbour[] {
  const answeredOn = dateAt(origin.fetchedAt, calendar);
  const sharesAfter = (date: number): number => splitsAfter(splits, date as EpochMicros, answeredOn);
  return stored.map(({ ts, close, volume, basis, fetchedAt }) => {
    const date = isIntraday(interval) ? dateAt(ts, calendar) : ts;
    // Where nobody knows when it was fetched, it is adjusted up to now.
    const fetchedOn = fetchedAt === null ? answeredOn : dateAt(fetchedAt, calendar);
    const adjustedTo = basis === 'raw' ? date : Math.max(date, fetchedOn);
    const shares = sharesAfter(adjustedTo) / (origin.basis === 'raw' ? sharesAfter(date) : 1);
    return { ts, close: shiftPoint(close / shares, -places), volume };
  });
}
