import type { PriceRecord } from '../../domain/records.ts';
import type { Neighbours } from './decide-rows.ts';

const dayMicros = 86_400_000_000;
const dayOf = (micros: number): number => Math.floor(micros / dayMicros);

/** All spellings of a time begin with its day, and texts with the same beginning are neighbours in the source. */
export const barNeighbours: Neighbours<PriceRecord> = {
  areNeighbours: (one, other) =>
    dayOf(one.ts) === dayOf(other.ts) && one.symbol === other.symbol && one.interval === other.interval,
};
