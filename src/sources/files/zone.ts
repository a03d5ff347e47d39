import { zoneOffset } from '../../domain/calendar/zone.ts';
import { unusable } from './problem.ts';
import { microsPerDay } from './wall-time.ts';

/** Local times of an IANA zone, in microseconds. */
export class LocalClock {
  readonly #zone: string;

  /** @throws StockulaError SOURCE_UNUSABLE where there is no such zone */
  constructor(zone: string) {
    this.#zone = zone;
    try {
      zoneOffset(zone, 0);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw unusable('an IANA time zone, as in America/New_York', zone, 'Correct it.', error);
    }
  }

  /**
   * The moment in UTC, microseconds; of the two that an hour named twice has, the earlier; null for a time that the
   * clocks skipped.
   */
  toUtc(wall: number): number | null {
    const day = Math.floor(wall / microsPerDay);
    const before = this.#offsetAt((day - 1) * microsPerDay);
    const after = this.#offsetAt((day + 2) * microsPerDay);
    if (before === after) return wall - before;
    const moments = [before, after]
      .map((offset) => wall - offset)
      .filter((utc) => utc + this.#offsetAt(utc) === wall);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** The local date of a moment, at 00:00, microseconds. */
  dateOf(utc: number): number {
    return Math.floor((utc + this.#offsetAt(utc)) / microsPerDay) * microsPerDay;
  }

  #offsetAt(utc: number): number {
    return zoneOffset(this.#zone, utc / 1_000) * 1_000;
  }
}
