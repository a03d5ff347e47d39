import type { TimeRange } from '../../domain/market-store.ts';
import type { EpochMicros } from '../../domain/nominal.ts';

/** Whether a time lies in a range, both ends included. */
export function isWithin(ts: EpochMicros, { from, to }: TimeRange): boolean {
  return (from === undefined || ts >= from * 1_000) && (to === undefined || ts <= to * 1_000);
}
