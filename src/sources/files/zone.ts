import { unusable } from './problem.ts';
import { microsPerDay } from './wall-time.ts';

const quarterHour = 15 * 60_000_000;

/** Local times of an IANA zone. Offsets are kept by the day: asking the system takes ten thousand times as long. */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat;
  /** Day on the wall → the offset of all its times; null on days when clocks are changed. */
  readonly #days = new Map<number, number | null>();
  readonly #quarters = new Map<number, number>();

  /** @throws StockulaError SOURCE_UNUSABLE where there is no such zone */
  constructor(zone: string) {
    try {
      this.#format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
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
    let offset = this.#days.get(day);
    if (offset === undefined) {
      const [before, after] = [
        this.#offsetAt((day - 1) * microsPerDay),
        this.#offsetAt((day + 2) * microsPerDay),
      ];
      offset = before === after ? before : null;
      this.#days.set(day, offset);
    }
    return offset === null ? this.#onDayOfChange(wall, day) : wall - offset;
  }

  /** The local date of a moment, at 00:00, microseconds. */
  dateOf(utc: number): number {
    return Math.floor((utc + this.#offsetAt(utc)) / microsPerDay) * microsPerDay;
  }

  #onDayOfChange(wall: number, day: number): number | null {
    const offsets = [this.#offsetAt((day - 1) * microsPerDay), this.#offsetAt((day + 2) * microsPerDay)];
    const moments = offsets
      .map((offset) => wall - offset)
      .filter((utc) => utc + this.#offsetAt(utc) === wall);
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** Clocks are changed on quarters of an hour. */
  #offsetAt(utc: number): number {
    const quarter = Math.floor(utc / quarterHour);
    let offset = this.#quarters.get(quarter);
    if (offset === undefined) {
      offset = this.#askSystem((quarter * quarterHour) / 1_000) * 1_000;
      this.#quarters.set(quarter, offset);
    }
    return offset;
  }

  #askSystem(utcMs: number): number {
    const parts = new Map(this.#format.formatToParts(utcMs).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - utcMs;
  }
}
