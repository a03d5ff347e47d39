import { addDays, dayAt, dayOf, parseDay, startOf, weekdayOf, yearOf } from '../day.ts';
import type { DayRange } from '../day-ranges.ts';
import type { Day, EpochMs } from '../nominal.ts';
import type { CalendarDefinition, TradingHours } from './definition.ts';
import { localDay, momentOf, zoneOffset } from './zone.ts';

/** A day on which an exchange trades. */
export interface Session {
  /** The date at the exchange. */
  readonly day: Day;
  readonly open: EpochMs;
  readonly close: EpochMs;
  /** The break at noon; null where there is none. */
  readonly break: { readonly start: EpochMs; readonly end: EpochMs } | null;
  /** Whether it closes earlier than on an ordinary day. */
  readonly isHalfDay: boolean;
}

/** The sessions of an exchange. Years are calculated when they are first asked about, and kept. */
export class ExchangeCalendar {
  readonly #definition: CalendarDefinition;
  readonly #years = new Map<number, Year>();
  readonly #hours: readonly Hours[];

  constructor(definition: CalendarDefinition) {
    this.#definition = definition;
    this.#hours = definition.hours.map(readHours);
  }

  get id(): string {
    return this.#definition.id;
  }

  get title(): string {
    return this.#definition.title;
  }

  get zone(): string {
    return this.#definition.zone;
  }

  /** The days whose holidays are known; elsewhere, or everywhere if null, a holiday may be taken for a session. */
  get known(): DayRange | null {
    const years = this.#definition.knownYears;
    return years && { from: dayOf(years[0], 1, 1), to: dayOf(years[1] + 1, 1, 1) };
  }

  isSession(day: Day): boolean {
    return this.nextSession(day) === day;
  }

  /** The first session at a day or after it. */
  nextSession(day: Day): Day {
    for (let year = yearOf(day); ; year += 1) {
      const { days } = this.#year(year);
      const found = days[firstFrom(days, day)];
      if (found !== undefined) return found;
    }
  }

  /** The last session at a day or before it. */
  previousSession(day: Day): Day {
    for (let year = yearOf(day); ; year -= 1) {
      const { days } = this.#year(year);
      const found = days[firstFrom(days, addDays(day, 1)) - 1];
      if (found !== undefined) return found;
    }
  }

  /** The dates of the sessions in a range. */
  sessionDays({ from, to }: DayRange): Day[] {
    const found: Day[] = [];
    if (from >= to) return found;
    for (let year = yearOf(from); year <= yearOf(addDays(to, -1)); year += 1) {
      const { days } = this.#year(year);
      found.push(...days.slice(firstFrom(days, from), firstFrom(days, to)));
    }
    return found;
  }

  countSessions({ from, to }: DayRange): number {
    if (from >= to) return 0;
    let count = 0;
    for (let year = yearOf(from); year <= yearOf(addDays(to, -1)); year += 1) {
      const { days } = this.#year(year);
      count += firstFrom(days, to) - firstFrom(days, from);
    }
    return count;
  }

  /** The session of a day; null where the exchange is closed. */
  session(day: Day): Session | null {
    if (!this.isSession(day)) return null;
    const hours = this.#hours.findLast(({ since }) => since <= day) ?? (this.#hours[0] as Hours);
    const early = this.#year(yearOf(day)).early.get(day);
    const close = early ?? hours.close;
    const at = (minutes: number): EpochMs => momentOf(this.zone, day, minutes);
    const pause = hours.pause !== null && hours.pause.start < close ? hours.pause : null;
    const endsAtPause = pause !== null && close <= pause.end;
    return {
      day,
      open: at(hours.open),
      close: at(endsAtPause ? pause.start : close),
      break: pause && !endsAtPause ? { start: at(pause.start), end: at(pause.end) } : null,
      isHalfDay: early !== undefined,
    };
  }

  sessions(range: DayRange): Session[] {
    return this.sessionDays(range)
      .map((day) => this.session(day))
      .filter((session) => session !== null);
  }

  /** The date at the exchange at a moment. */
  dayAt(moment: number): Day {
    return localDay(this.zone, moment);
  }

  /** The same at 00:00 UTC, as actions and daily bars have it; NaN of NaN. */
  dateOf(moment: number): number {
    return Number.isNaN(moment) ? moment : startOf(this.dayAt(moment));
  }

  /**
   * A moment of which `dateOf` is a date, before any session of that date has ended: the first one that is of that date
   * in UTC too, by which goes whoever does not know the exchange. Milliseconds.
   */
  momentOn(date: number): EpochMs {
    const day = dayAt(date);
    return Math.max(momentOf(this.zone, day, 0), startOf(day)) as EpochMs;
  }

  /** The moment at which a date begins at the exchange; both epoch milliseconds. */
  midnight(date: number): EpochMs {
    return momentOf(this.zone, dayAt(date), 0);
  }

  /** By how much clocks at the exchange are ahead of UTC at a moment, in milliseconds. */
  offsetAt(moment: number): number {
    return zoneOffset(this.zone, moment);
  }

  #year(year: number): Year {
    const known = this.#years.get(year);
    if (known) return known;
    const made = makeYear(this.#definition, year);
    this.#years.set(year, made);
    return made;
  }
}

interface Hours {
  readonly since: Day;
  readonly open: number;
  readonly close: number;
  readonly pause: { readonly start: number; readonly end: number } | null;
}

interface Year {
  readonly days: readonly Day[];
  /** Minutes after midnight at which the half days of the year close. */
  readonly early: ReadonlyMap<Day, number>;
}

function readHours({ since, open, close, break: pause }: TradingHours): Hours {
  return {
    since: parseDay(since),
    open: minutesOf(open),
    close: minutesOf(close),
    pause: pause ? { start: minutesOf(pause[0]), end: minutesOf(pause[1]) } : null,
  };
}

function minutesOf(time: string): number {
  const [hours = Number.NaN, minutes = Number.NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function makeYear(definition: CalendarDefinition, year: number): Year {
  const closed = new Set(definition.closed(year));
  const all = Array.from({ length: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) }, (_, n) =>
    dayOf(year, 1, 1 + n),
  );
  const early = definition.early.flatMap(({ days, close }) =>
    days(year).map((day): [Day, number] => [day, minutesOf(close)]),
  );
  return {
    days: all.filter((day) => definition.week.includes(weekdayOf(day)) && !closed.has(day)),
    early: new Map(early),
  };
}

/** The place of the first day at the given one or after it; the length where none is. */
function firstFrom(days: readonly Day[], day: Day): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] as Day) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
