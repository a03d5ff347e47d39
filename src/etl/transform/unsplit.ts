import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import type { KnownSplit } from '../rules/context.ts';

/**
 * The date at the exchange of a moment, at 00:00 UTC as ex-dates are; by UTC where the exchange is not known. A session in
 * Sydney begins on the day before by UTC.
 */
export function dateAt(moment: EpochMicros, calendar: SessionCalendar | null): EpochMicros {
  return calendar === null
    ? moment
    : ((calendar.dayOf(Math.floor(moment / 1000) as EpochMs) * 1000) as EpochMicros);
}

/**
 * The product of the ratios of all splits after a date, up to that on which the source answered: what its prices were
 * divided by, and its volumes multiplied. A split changes prices from its ex-date on.
 */
export function splitsAfter(
  splits: readonly KnownSplit[],
  date: EpochMicros,
  answeredOn: EpochMicros,
): number {
  let product = 1;
  for (const split of splits) {
    if (split.ts > date && split.ts <= answeredOn) product *= split.ratio;
  }
  return product;
}
