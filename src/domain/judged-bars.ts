import type { BarRecord } from './bar-record.ts';
import type { NoteRule, QuarantineRule } from './bar-rule.ts';
import type { Interval } from './interval.ts';
import type { EpochMicros, TickerSymbol } from './nominal.ts';
import type { ActionKind, Origin, RawAction, RawBar } from './raw-bar.ts';

/** A flag or a mend of one stored bar. */
export interface BarNote {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly ts: EpochMicros;
  readonly rule: NoteRule;
}

interface SetAside<Raw> {
  readonly raw: Raw;
  readonly rule: QuarantineRule;
  /** Of the set of rows that it came in: what its prices mean, should it be stored after all. */
  readonly origin: Origin;
}

/** A bar that is set aside, whole, as it came. */
type QuarantinedBar = SetAside<RawBar> & { readonly action: null };

/** A dividend or a split that is set aside; from its values alone nobody could tell which of the two it is. */
export type QuarantinedAction = SetAside<RawAction> & { readonly action: ActionKind };

export type QuarantinedRow = QuarantinedBar | QuarantinedAction;

/** What became of the delivered rows of a symbol and interval before storage saw them. */
export interface SeriesTally {
  readonly symbol: string;
  readonly interval: string;
  fetched: number;
  /** Rows that said the same as another one. */
  merged: number;
  quarantined: number;
  /** Bars with a flag; with a mend. */
  flagged: number;
  mended: number;
}

/**
 * A batch of judged rows on their way to storage: fetched = bars + merged + quarantined over a whole delivery, since
 * a bar may wait for its neighbours into the next batch.
 */
export interface JudgedBars {
  readonly bars: readonly BarRecord[];
  readonly notes: readonly BarNote[];
  readonly quarantined: readonly QuarantinedRow[];
  readonly tallies: readonly SeriesTally[];
}
