import { type AskedInterval, askedIntervals, sourceOf } from '../../domain/asked-interval.ts';
import { bucketsOf } from '../../domain/buckets.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { BarReader } from '../bar-reader.ts';

/** An interval that bars of a symbol can be asked for. */
export interface HeldInterval {
  readonly interval: AskedInterval;
  readonly isStored: boolean;
  readonly first: EpochMs;
  readonly last: EpochMs;
  /** How many; null where they are made of others when they are asked for. */
  readonly bars: number | null;
}

/** @throws StockulaError NOT_FOUND for an unknown symbol */
export async function heldIntervals(text: string, reader: BarReader): Promise<HeldInterval[]> {
  const symbol = await reader.knownSymbol(text);
  const [spans, calendar] = await Promise.all([reader.spans(symbol), reader.calendar(symbol)]);
  const stored = spans.map(({ interval }) => interval);
  return askedIntervals.flatMap((interval): HeldInterval[] => {
    const source = sourceOf(interval, stored);
    const span = spans.find((held) => held.interval === source);
    if (source === null || span === undefined) return [];
    if (source === interval) return [{ ...span, isStored: true }];
    const { startOf } = bucketsOf(calendar, source, interval);
    const start = (ts: EpochMs): EpochMs => (startOf(ts) ?? ts) as EpochMs;
    return [{ interval, isStored: false, first: start(span.first), last: start(span.last), bars: null }];
  });
}
