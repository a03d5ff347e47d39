import type { AdjustmentBasis } from './bar.ts';
import type { EpochMicros } from './nominal.ts';

/** What a bar is compared with: another one of its series. */
export interface Neighbour {
  readonly ts: EpochMicros;
  readonly close: number;
  readonly volume: number | null;
}

/** A neighbour as it is stored. */
export interface StoredNeighbour extends Neighbour {
  readonly basis: AdjustmentBasis;
  /** Null where it is not known. */
  readonly fetchedAt: EpochMicros | null;
}

/** The stored bars next to those that a source delivers, on both sides, in ascending time. */
export interface StoredAround {
  readonly before: readonly StoredNeighbour[];
  readonly after: readonly StoredNeighbour[];
}

/** How many bars on each side the level of a bar is compared with; a run of two wrong ones does not move their median. */
export const neighbourCount = 5;
/** How many stored bars are read before the first new one: they also tell how much the series moves by itself. */
export const storedBefore = 11;
