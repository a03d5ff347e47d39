import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { countPeriods, type PeriodUnit } from '../../domain/calendar/periods.ts';
import { type Absence, absentDays, type Coverage } from '../../domain/coverage.ts';
import {
  type DayRange,
  type DayRanges,
  dayRanges,
  difference,
  intersection,
  union,
} from '../../domain/day-ranges.ts';
import type { Day, EpochMs } from '../../domain/nominal.ts';
import { absencePausesMs, clockSkewMs, edgePauseMs, edgeSessions } from './limits.ts';

/** What is to be thought of sessions that sources had no bar of. */
export interface AbsenceStand {
  /** Due to be asked for again. */
  readonly due: DayRanges;
  /** Never asked for, but beyond an end of what the instrument has: taken for absent for the time being. */
  readonly presumed: DayRanges;
}

/** A long absence on one side of all that is stored, or with nothing stored at all. */
interface Edge {
  readonly absent: DayRange;
  /** The days on the far side of it. */
  readonly beyond: readonly DayRange[];
  /** Whether it is left alone now, and what lies beyond with it. */
  readonly rests: boolean;
}

const [firstDay, lastDay] = [-1e7 as Day, 1e7 as Day];

/**
 * Absent sessions between bars are asked for again by and by, and then given up. A long absence before the first bar
 * (not listed yet) or after the last one (delisted, suspended) holds for the days beyond it too, that nobody asked
 * for: before the first bar until a session of the absence is due again, after the last one for some days, since
 * trading may resume.
 */
export function absenceStand(
  calendar: ExchangeCalendar,
  unit: PeriodUnit,
  coverage: Coverage,
  now: EpochMs,
): AbsenceStand {
  const due = dayRanges(
    coverage.absences.filter((absence) => isDue(absence, now)).flatMap(({ days }) => days),
  );
  const isRecent = (absent: DayRange): boolean => {
    const age = now - lastAsk(coverage, absent);
    return age < edgePauseMs && age >= -clockSkewMs;
  };
  const edges = edgesOf(coverage, {
    isLong: (absent) => countPeriods(calendar, unit, absent) >= edgeSessions,
    leadingRests: (absent) => intersection(due, [absent]).length === 0,
    isRecent,
  }).filter(({ rests }) => rests);
  return {
    due: difference(due, dayRanges(edges.map(({ absent }) => absent))),
    presumed: dayRanges(edges.flatMap(({ beyond }) => beyond)),
  };
}

/** Whether its pause is over; a last pause is followed by none. */
function isDue({ asks, askedAt }: Absence, now: EpochMs): boolean {
  const pause = absencePausesMs[asks - 1];
  const age = now - askedAt;
  return pause !== undefined && (age >= pause || age < -clockSkewMs);
}

function lastAsk({ absences }: Coverage, range: DayRange): number {
  return absences
    .filter(({ days }) => intersection(days, [range]).length > 0)
    .reduce((last, { askedAt }) => Math.max(last, askedAt), Number.NEGATIVE_INFINITY);
}

interface EdgeTests {
  readonly isLong: (absent: DayRange) => boolean;
  readonly leadingRests: (absent: DayRange) => boolean;
  readonly isRecent: (absent: DayRange) => boolean;
}

function edgesOf(coverage: Coverage, { isLong, leadingRests, isRecent }: EdgeTests): Edge[] {
  const absent = absentDays(coverage).filter(isLong);
  const stored = union(coverage.held, coverage.provisional);
  const [first, last] = [stored[0], stored.at(-1)];
  const before = (range: DayRange): DayRange => ({ from: firstDay, to: range.from });
  const after = (range: DayRange): DayRange => ({ from: range.to, to: lastDay });
  if (first === undefined || last === undefined) {
    const alone = absent.at(-1);
    return alone ? [{ absent: alone, beyond: [before(alone), after(alone)], rests: isRecent(alone) }] : [];
  }
  const leading = absent.find(({ to }) => to === first.from);
  const trailing = absent.find(({ from }) => from === last.to);
  return [
    ...(leading ? [{ absent: leading, beyond: [before(leading)], rests: leadingRests(leading) }] : []),
    ...(trailing ? [{ absent: trailing, beyond: [after(trailing)], rests: isRecent(trailing) }] : []),
  ];
}
