import type { PriceRecord } from '../domain/records.ts';

const dayMicros = 86_400_000_000;

/** All spellings of a time begin with its day, and texts with the same beginning are neighbours in the source. */
export function barNeighbourhood({ symbol, interval, ts }: PriceRecord): string {
  return `${symbol} ${interval} ${Math.floor(ts / dayMicros)}`;
}
