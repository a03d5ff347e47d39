import type { Period, PeriodUnit } from './calendar/periods.ts';
import {
  type DayRange,
  type DayRanges,
  dayRanges,
  difference,
  intersection,
  noDays,
  union,
} from './day-ranges.ts';
import type { Interval } from './interval.ts';
import type { EpochMs, TickerSymbol } from './nominal.ts';

/** Sessions that sources were asked for and had no bar of. */
export interface Absence {
  readonly days: DayRanges;
  /** How often they were asked for. */
  readonly asks: number;
  /** When they were last asked for. */
  readonly askedAt: EpochMs;
}

/**
 * What is stored of a symbol and interval, and what is known not to be. The sets hold whole periods of the
 * instrument's calendar (`calendar/periods.ts`) and have no day in common; a day in none of them was never asked for.
 */
export interface Coverage {
  /** Sessions whose bars are final. */
  readonly held: DayRanges;
  /** Sessions whose bars were fetched before they were final. */
  readonly provisional: DayRanges;
  readonly absences: readonly Absence[];
  /** When sources were last asked for the running session; null if never. */
  readonly refreshedAt: EpochMs | null;
}

export const emptyCoverage: Coverage = { held: noDays, provisional: noDays, absences: [], refreshedAt: null };

/** What an answer of a source, or a file, changes in the coverage of a symbol and interval. */
export interface CoverageChange {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly held: DayRanges;
  readonly provisional: DayRanges;
  /** Sessions that were asked for and are not in the answer. */
  readonly absent: DayRanges;
  /** When the source answered. */
  readonly at: EpochMs;
  /** Whether the running session was asked for. */
  readonly refreshed: boolean;
  /** Sessions whose bars, though final by their time, may not be what was traded: to be fetched again. */
  readonly doubtful?: DayRanges;
}

export function absentDays({ absences }: Coverage): DayRanges {
  return dayRanges(absences.flatMap(({ days }) => days));
}

/**
 * The coverage after a change. What is final stays final, unless it came to be doubted. A provisional bar of which a source has nothing any more
 * counts as absent, so that it is asked for with pauses. An older report than the one known counts no further ask.
 */
export function applyChange(coverage: Coverage, change: CoverageChange): Coverage {
  const { doubtful = noDays } = change;
  const allHeld = union(coverage.held, change.held);
  const held = difference(allHeld, doubtful);
  const provisional = difference(
    union(
      union(difference(coverage.provisional, change.absent), change.provisional),
      intersection(allHeld, doubtful),
    ),
    held,
  );
  const present = union(held, provisional);
  const absent = difference(change.absent, present);
  const { at } = change;
  return {
    held,
    provisional,
    absences: sameTogether([
      ...coverage.absences.flatMap((known) => {
        const still = { ...known, days: difference(known.days, union(present, absent)) };
        const again = intersection(known.days, absent);
        return [
          still,
          at > known.askedAt ? { days: again, asks: known.asks + 1, askedAt: at } : { ...known, days: again },
        ];
      }),
      { days: difference(absent, absentDays(coverage)), asks: 1, askedAt: at },
    ]),
    refreshedAt: change.refreshed ? latest(coverage.refreshedAt, at) : coverage.refreshedAt,
  };
}

function latest(known: EpochMs | null, at: EpochMs): EpochMs {
  return known === null || at > known ? at : known;
}

/** Absences that were asked for as often and at the same time are one; those without days are none. */
function sameTogether(absences: readonly Absence[]): Absence[] {
  const groups = Map.groupBy(absences, ({ asks, askedAt }) => `${asks} ${askedAt}`);
  return [...groups.values()]
    .map(([first, ...more]) => {
      const { asks, askedAt, days } = first as Absence;
      return { asks, askedAt, days: dayRanges([...days, ...more.flatMap((absence) => absence.days)]) };
    })
    .filter(({ days }) => days.length > 0);
}

/** How bars that are stored already are counted: the periods of the calendar they belong to. */
export interface PeriodGrid {
  readonly unit: PeriodUnit;
  /** IANA zone whose dates the sessions of intraday bars have; UTC for daily and longer bars. */
  readonly zone: string;
  periods(range: DayRange): readonly Period[];
  /** How long after its close a session is final, in milliseconds. */
  readonly finalAfterMs: number;
}

/** Keeps the coverage of symbols and intervals; it is bound to a transaction of its caller, which commits. */
export interface CoverageLedger {
  /** What is known of the symbols whose stored bars were counted; those that are missing in it have to be counted. */
  read(symbols: readonly TickerSymbol[], interval: Interval): Promise<ReadonlyMap<TickerSymbol, Coverage>>;
  /** Adds what bars stored before the ledger, or without it, tell. A symbol without bars is counted too. */
  count(symbols: readonly TickerSymbol[], interval: Interval, grid: PeriodGrid): Promise<void>;
  /** Merges changes into what is known; rows stay locked to the end of the transaction. */
  record(changes: readonly CoverageChange[]): Promise<void>;
  /** Forgets all of symbols, so that their bars are counted anew: after bars were loaded or removed otherwise. */
  forget(symbols: readonly TickerSymbol[]): Promise<void>;
}
