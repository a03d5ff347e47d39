import type { NoteRule } from '../../domain/bar-rule.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { RawBar } from '../../domain/raw-bar.ts';

/** A bar whose fields could be read. Rules that mend change it before it is stored. */
export interface ParsedBar {
  readonly raw: RawBar;
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly ts: EpochMicros;
  open: number;
  high: number;
  low: number;
  close: number;
  adjClose: number | null;
  /** Can have a fraction: it is rounded after splits have been undone. */
  readonly volume: number | null;
  /** Flags and mends; null as long as there are none, as with most bars. */
  notes: NoteRule[] | null;
}

/** Notes down a flag or mend, once. */
export function note(bar: ParsedBar, rule: NoteRule): void {
  bar.notes ??= [];
  if (!bar.notes.includes(rule)) bar.notes.push(rule);
}
