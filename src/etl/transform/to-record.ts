import type { BarRecord } from '../../domain/bar-record.ts';
import type { QuarantineRule } from '../../domain/bar-rule.ts';
import { isIntraday } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import type { KnownSplit } from '../rules/context.ts';
import { storedDefect } from '../rules/numbers.ts';
import { note, type ParsedBar } from '../rules/parsed-bar.ts';
import { barEnd } from './bar-end.ts';
import { quotedPrice } from './float-noise.ts';
import { shiftPoint } from './shift-point.ts';
import { dateAt, splitsAfter } from './unsplit.ts';

/** What bars of one symbol are brought to their stored form by. */
export interface TransformFacts {
  readonly origin: Origin;
  readonly calendar: SessionCalendar | null;
  /** All splits that the source adjusts for; null where nobody knows them all. */
  readonly splits: readonly KnownSplit[] | null;
  /** Places by which the decimal point of prices is moved, to have them in the main currency unit. */
  readonly places: number;
}

/**
 * A judged bar as it is stored. Prices that the source adjusts for splits are brought back to what was traded, where
 * all of these are known; else, and where they are adjusted for dividends too, they keep their basis. The defect, where
 * that makes numbers that cannot be.
 */
export function toRecord(bar: ParsedBar, facts: TransformFacts): BarRecord | QuarantineRule {
  const { origin, calendar, places } = facts;
  const undone = origin.basis === 'split' ? facts.splits : null;
  const ratio = undone && undone.length > 0 ? ratioOf(bar, undone, facts) : 1;
  const basis = undone ? 'raw' : origin.basis;
  const price = priceBy(basis === 'raw' ? origin.decimals : null, ratio, places);
  const high = price(bar.high);
  const low = price(bar.low);
  const volume = bar.volume === null ? null : Math.round(bar.volume / ratio);
  const defect = price === asItIs ? null : storedDefect(high, low, volume);
  if (defect) return defect;
  if (places !== 0) note(bar, 'minor_unit');
  // A fraction that the split itself explains is no mend.
  if (bar.volume !== null && !Number.isInteger(bar.volume)) note(bar, 'volume_fraction');
  return {
    symbol: bar.symbol,
    interval: bar.interval,
    ts: bar.ts,
    open: price(bar.open),
    high,
    low,
    close: price(bar.close),
    adjClose: bar.adjClose === null ? null : shiftPoint(bar.adjClose, places),
    volume: volume === null ? null : BigInt(volume),
    basis,
    source: origin.source,
    fetchedAt: origin.fetchedAt,
    provisional: isForming(bar, origin, calendar),
  };
}

function ratioOf(
  { ts, interval }: ParsedBar,
  splits: readonly KnownSplit[],
  { origin, calendar }: TransformFacts,
): number {
  const date = isIntraday(interval) ? dateAt(ts, calendar) : ts;
  return splitsAfter(splits, date, dateAt(origin.fetchedAt, calendar));
}

const asItIs = (price: number): number => price;

/** @param decimals of the prices as they were traded; null where they are not known, or stay adjusted */
function priceBy(decimals: number | null, ratio: number, places: number): (price: number) => number {
  if (decimals === null && ratio === 1 && places === 0) return asItIs;
  return (price) => {
    const traded = (decimals === null ? null : quotedPrice(price, ratio, decimals)) ?? price * ratio;
    return shiftPoint(traded, places);
  };
}

/** Nothing of ours takes that long; bars older than that need no calendar. */
const longestMs = 100 * 86_400_000;

function isForming(bar: ParsedBar, { fetchedAt }: Origin, calendar: SessionCalendar | null): boolean {
  const start = (bar.ts / 1000) as EpochMs;
  const fetched = fetchedAt / 1000;
  return fetched - start < longestMs && fetched < barEnd(start, bar.interval, calendar);
}
