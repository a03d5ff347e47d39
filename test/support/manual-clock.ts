import type { EpochMs } from '../../src/domain/nominal.ts';
import type { Clock } from '../../src/sources/http/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved on. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #epoch: number;
  readonly #timers = new Set<Timer>();

  constructor(epoch = '2026-03-02T15:00:00Z') {
    this.#epoch = Date.parse(epoch);
  }

  wall(): EpochMs {
    return (this.#epoch + this.#now) as EpochMs;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.max(ms, 0), run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on, and runs what becomes due in order; what it starts gets the chance to run in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [due] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = end;
  }
}
