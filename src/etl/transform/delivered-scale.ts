import type { Neighbour, StoredNeighbour } from '../../domain/neighbour.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { KnownSplit } from '../rules/context.ts';
import { shiftPoint } from './shift-point.ts';
import { splitsAfter } from './unsplit.ts';

/** What a source states its prices in. */
export interface DeliveredScale {
  readonly origin: Pick<Origin, 'basis' | 'fetchedAt'>;
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
  { origin, splits, places }: DeliveredScale,
): Neighbour[] {
  const sharesAfter = (at: number): number => splitsAfter(splits, at as EpochMicros, origin.fetchedAt);
  return stored.map(({ ts, close, volume, basis, fetchedAt }) => {
    // Where nobody knows when it was fetched, it is adjusted up to now.
    const adjustedTo = basis === 'raw' ? ts : Math.max(ts, fetchedAt ?? origin.fetchedAt);
    const shares = sharesAfter(adjustedTo) / (origin.basis === 'raw' ? sharesAfter(ts) : 1);
    return { ts, close: shiftPoint(close / shares, -places), volume };
  });
}
