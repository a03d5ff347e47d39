import type { AdjustmentBasis } from './bar.ts';
import type { EpochMicros } from './nominal.ts';

/** A number as a source delivers it: text that could not be read as a number stays text, for the message. */
export type RawNumber = number | bigint | string | null;

/**
 * A bar before validation, as every source delivers it. A reader understands its source's notation (zones, decimal
 * comma, epoch seconds); what it cannot read it leaves as it came, and validation names the defect.
 */
export interface RawBar {
  /** Where it stands in its source, counted from 1: the line of a file, the place in an answer. */
  readonly position: number;
  readonly symbol: string;
  readonly interval: string;
  /** Start of the bar, a session date at 00:00 UTC for daily and longer bars; text where it is no time. */
  readonly ts: EpochMicros | string | null;
  readonly open: RawNumber;
  readonly high: RawNumber;
  readonly low: RawNumber;
  readonly close: RawNumber;
  /** Close adjusted for splits and dividends as of the fetch, where the source has one. */
  readonly adjClose: RawNumber;
  readonly volume: RawNumber;
}

/** What a corporate action is. */
export type ActionKind = 'dividend' | 'split';

/** A dividend (`value`: cash per share) or a split (`value`: new shares per old share) before validation. */
export interface RawAction {
  readonly position: number;
  readonly symbol: string;
  /** Ex-date at 00:00 UTC. */
  readonly ts: EpochMicros | string | null;
  readonly value: RawNumber;
}

/** The times at which a trading session begins and ends. */
interface TradingSession {
  readonly start: EpochMicros;
  readonly end: EpochMicros;
}

/** What is known of a set of rows as a whole. */
export interface Origin {
  /** Name of the source, as stored with each row: `yahoo`, `stooq`, `file`. */
  readonly source: string;
  /** For messages: an address without secrets, or the path of a file. */
  readonly place: string;
  /** What the prices of the rows are adjusted for; dividends per share follow the same splits. */
  readonly basis: AdjustmentBasis;
  /** As the source writes it: `USD`, and `GBp` for pence; null where it does not say. */
  readonly currency: string | null;
  /** The exchange as the source names it (Yahoo: `NMS`); null where it does not say. */
  readonly exchange: string | null;
  /** IANA zone of the exchange; null where the source does not say. */
  readonly timeZone: string | null;
  /** Decimal places that the source's unadjusted prices are known to have; null where that is not known. */
  readonly decimals: number | null;
  /** When the instrument last traded before the answer, where the source says so: a bar that spans it may be forming. */
  readonly lastTradeAt?: EpochMicros | null;
  /** The regular trading session that is running, or the last or next one, where the source says so. */
  readonly session?: TradingSession | null;
  /** When the source answered, or when the file was last written. */
  readonly fetchedAt: EpochMicros;
}
