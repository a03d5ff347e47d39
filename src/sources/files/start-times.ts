import { isInterval, isIntraday } from '../../domain/interval.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import { intervalNamed } from './codes.ts';
import { at, shown, unusable } from './problem.ts';
import { microsPerDay, type WallTime } from './wall-time.ts';
import type { LocalClock } from './zone.ts';

/** A daily bar whose moment is later in the UTC day than this may belong to the next day of its exchange. */
const lateHour = 20 * 3_600_000_000;

/** Turns the times of a file into the starts of bars. */
export class StartTimes {
  readonly #clock: LocalClock | null;
  readonly #place: string;
  #interval = '';
  #isIntraday = true;

  constructor(clock: LocalClock | null, place: string) {
    this.#clock = clock;
    this.#place = place;
  }

  /**
   * The start of a bar; null for a local time that does not exist.
   * @throws StockulaError SOURCE_UNUSABLE where only the zone can tell
   */
  startOf(wall: WallTime, interval: string, position: number): EpochMicros | null {
    if (interval !== this.#interval) {
      const known = intervalNamed(interval) ?? interval;
      this.#interval = interval;
      this.#isIntraday = !isInterval(known) || isIntraday(known);
    }
    return (
      this.#isIntraday ? this.#moment(wall, position) : this.sessionDate(wall, position)
    ) as EpochMicros | null;
  }

  /** The date as it is written, or that of a moment where the exchange is. */
  sessionDate(wall: WallTime, position: number): EpochMicros {
    if (this.#clock && wall.offset !== null)
      return this.#clock.dateOf(wall.micros - wall.offset) as EpochMicros;
    const date = Math.floor(wall.micros / microsPerDay) * microsPerDay;
    if (wall.isEpoch && wall.micros - date >= lateHour) throw this.#zoneMissing(wall, position);
    return date as EpochMicros;
  }

  #moment(wall: WallTime, position: number): number | null {
    if (wall.offset !== null) return wall.micros - wall.offset;
    if (this.#clock) return this.#clock.toUtc(wall.micros);
    throw this.#zoneMissing(wall, position);
  }

  #zoneMissing(wall: WallTime, position: number): Error {
    const time = new Date(wall.micros / 1_000).toISOString().slice(0, 19).replace('T', ' ');
    return unusable(
      'times with their zone, or dates',
      `${shown(wall.isEpoch ? `${time} UTC` : time)} on ${at(this.#place, position)}`,
      wall.isEpoch
        ? 'Say the zone of the exchange, as in --zone Australia/Sydney: its date may be another than that in UTC.'
        : 'Say the zone they are written in: --zone America/New_York, or --zone UTC.',
    );
  }
}
