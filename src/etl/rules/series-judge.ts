import type { MendRule } from '../../domain/bar-rule.ts';
import { type Neighbour, neighbourCount } from '../../domain/neighbour.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import { shiftPoint } from '../transform/shift-point.ts';
import type { KnownSplit } from './context.ts';
import { judgeJump } from './jumps.ts';
import { historyCount, smallestJump, surroundings } from './levels.ts';
import { note, type ParsedBar } from './parsed-bar.ts';

/** Where the bars of a series go once they are judged. */
export interface Verdicts {
  take(bar: ParsedBar): void;
  /** A bar said the same as another one. */
  merge(): void;
  setAside(bar: ParsedBar, rule: 'twin_differs' | 'outlier'): void;
}

/** What the rules about neighbours need to know of a series. */
export interface SeriesFacts {
  /** Splits that are not yet in the prices: none where the source adjusts for them. */
  readonly splits: readonly KnownSplit[];
  /** The date at the exchange of the start of a bar, as the ex-dates of splits are. */
  dateOf(ts: EpochMicros): EpochMicros;
  /** Whether its currency has a minor unit in which prices are quoted, or may have one. */
  readonly minorUnits: boolean;
  /** Stored bars on both sides of those that are judged, as the source would state them, in ascending time. */
  readonly before: readonly Neighbour[];
  readonly after: readonly Neighbour[];
}

/** Over a hole of three months a level may have changed as it likes: microseconds. */
const longestGap = 92 * 86_400_000_000;

/** Well inside of every threshold: such a bar needs no closer look. */
const calm = Math.exp(smallestJump / 2);

/**
 * Judges the bars of one symbol and interval by their neighbours on both sides, in ascending time. A bar waits until
 * enough others follow it; memory does not grow with the series. A bar that goes back in time, or
 * follows after a long hole, begins a new stretch.
 */
export class SeriesJudge {
  readonly #facts: SeriesFacts;
  readonly #verdicts: Verdicts;
  /** Bars that were taken: the newest ones, in ascending time. */
  #before: Neighbour[];
  /** Bars that wait, in ascending time. */
  #waiting: ParsedBar[] = [];
  /** Stored bars after the last one that is judged; none as long as others may follow. */
  #after: readonly Neighbour[] = [];

  constructor(facts: SeriesFacts, verdicts: Verdicts) {
    this.#facts = facts;
    this.#verdicts = verdicts;
    this.#before = [...facts.before];
  }

  add(bar: ParsedBar): void {
    const last = this.#waiting.at(-1) ?? this.#before.at(-1);
    if (last && (bar.ts < last.ts || bar.ts - last.ts > longestGap)) this.#endStretch();
    const twin = this.#waiting.at(-1);
    if (twin?.ts === bar.ts) this.#meetTwin(twin, bar);
    else this.#waiting.push(bar);
    if (this.#waiting.length > neighbourCount) this.#decideNext();
  }

  /** Judges the bars that still wait, by what there is. */
  finish(): void {
    const last = this.#waiting.at(-1);
    if (last) this.#after = this.#facts.after.filter(({ ts }) => ts - last.ts <= longestGap);
    this.#endStretch();
  }

  #endStretch(): void {
    while (this.#waiting.length > 0) this.#decideNext();
    this.#before = [];
  }

  /** Of two bars of one time the later one wins: a source repeats what it corrects. */
  #meetTwin(earlier: ParsedBar, later: ParsedBar): void {
    if (saysTheSame(earlier, later)) {
      this.#verdicts.merge();
    } else {
      this.#verdicts.setAside(earlier, 'twin_differs');
      this.#waiting[this.#waiting.length - 1] = later;
    }
  }

  #decideNext(): void {
    const bar = this.#waiting.shift();
    if (!bar) return;
    if (!this.#isCalm(bar) && this.#judge(bar) === 'outlier') {
      this.#verdicts.setAside(bar, 'outlier');
      return;
    }
    if (bar.volume === 0 && this.#movedAlone(bar)) note(bar, 'move_without_volume');
    this.#before.push(bar);
    if (this.#before.length > 2 * historyCount) this.#before = this.#before.slice(-historyCount);
    this.#verdicts.take(bar);
  }

  #isCalm({ open, high, low, close }: ParsedBar): boolean {
    const last = this.#before.at(-1)?.close ?? open;
    return high < last * calm && low > last / calm && close > 0;
  }

  #judge(bar: ParsedBar): 'outlier' | 'taken' {
    const before = this.#before.slice(-historyCount);
    const around = surroundings(bar, before, [...this.#waiting, ...this.#after], this.#facts);
    const verdict = judgeJump(bar, around, this.#facts.minorUnits);
    if (verdict?.kind === 'outlier') return 'outlier';
    if (verdict?.kind === 'flag') note(bar, verdict.rule);
    if (verdict?.kind === 'rescale') rescale(bar, verdict.places, 'unit_mixed_up');
    return 'taken';
  }

  /** Indices and currencies have no volume at all; that means nothing. */
  #movedAlone(bar: ParsedBar): boolean {
    const before = this.#before.slice(-neighbourCount);
    return bar.high > bar.low && before.some(({ volume }) => volume !== null && volume > 0);
  }
}

/** Moves the decimal point of all prices, and notes down why. */
function rescale(bar: ParsedBar, places: number, mend: MendRule): void {
  const scaled = (price: number): number => shiftPoint(price, places);
  bar.open = scaled(bar.open);
  bar.high = scaled(bar.high);
  bar.low = scaled(bar.low);
  bar.close = scaled(bar.close);
  if (bar.adjClose !== null) bar.adjClose = scaled(bar.adjClose);
  note(bar, mend);
}

function saysTheSame(one: ParsedBar, other: ParsedBar): boolean {
  return (
    one.close === other.close &&
    one.open === other.open &&
    one.high === other.high &&
    one.low === other.low &&
    one.volume === other.volume
  );
}
