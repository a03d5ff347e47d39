import type { EpochMicros } from '../../domain/nominal.ts';
import type { KnownSplit } from '../rules/context.ts';

/**
 * The product of the ratios of all splits after a time, up to when the source answered: what its prices were divided
 * by, and its volumes multiplied. A split changes prices from its ex-date on.
 */
export function splitsAfter(splits: readonly KnownSplit[], ts: EpochMicros, fetchedAt: EpochMicros): number {
  let product = 1;
  for (const split of splits) {
    if (split.ts > ts && split.ts <= fetchedAt) product *= split.ratio;
  }
  return product;
}
