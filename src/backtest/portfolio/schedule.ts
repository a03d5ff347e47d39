import { dayAt, partsOf } from '../../domain/day.ts';
import type { Rebalancing } from './settings.ts';

/** Which period a time falls in; weeks begin on Monday. */
function periodOf(rebalancing: Exclude<Rebalancing, object>, ms: number): number {
  const day = dayAt(ms);
  const { year, month } = partsOf(day);
  switch (rebalancing) {
    case 'never':
      return 0;
    case 'daily':
      return ms;
    case 'weekly':
      // 1970-01-01 was a Thursday.
      return Math.floor((day + 3) / 7);
    case 'monthly':
      return year * 12 + month;
    case 'quarterly':
      return year * 4 + Math.floor((month - 1) / 3);
    case 'yearly':
      return year;
  }
}

/** Tells at each bar whether the portfolio is to return to its target weights. */
export class Schedule {
  readonly #rebalancing: Rebalancing;
  #done: number | null = null;

  constructor(rebalancing: Rebalancing) {
    this.#rebalancing = rebalancing;
  }

  /** @param drift the largest distance of a weight from its target */
  isDue(ms: number, drift: number): boolean {
    if (this.#done === null) return true;
    if (typeof this.#rebalancing === 'object') return drift > this.#rebalancing.drift;
    return periodOf(this.#rebalancing, ms) !== this.#done;
  }

  /** Notes that the weights of a time's period have been decided on. */
  settle(ms: number): void {
    this.#done = typeof this.#rebalancing === 'object' ? ms : periodOf(this.#rebalancing, ms);
  }
}
