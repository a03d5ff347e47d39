import { SourceFailure } from '../../domain/source.ts';
import type { Clock } from './clock.ts';
import type { Observe } from './observe.ts';
import type { Question } from './question.ts';
import { SlidingWindow } from './sliding-window.ts';

export interface BudgetSettings {
  readonly source: string;
  /** Requests, retries included, in any span of `windowMs`. */
  readonly requests: number;
  readonly windowMs: number;
  /** Requests at the same time. */
  readonly concurrency: number;
}

/** Ends a turn; `sent` is false where no request was made after all. */
export type EndTurn = (sent: boolean) => void;

interface Waiter {
  readonly question: Question;
  readonly begin: (end: EndTurn) => void;
  readonly refuse: (failure: unknown) => void;
}

const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;

/**
 * Gives each request to a provider its turn: within the rate budget, within the number of connections, one per key
 * at a time, and the keys in rotation, so that a slow key keeps one connection busy and delays no other key.
 */
export class RequestBudget {
  readonly #settings: BudgetSettings;
  readonly #clock: Clock;
  readonly #observe: Observe;
  readonly #window: SlidingWindow;
  /** Waiting requests by key; the order of the keys is the rotation. */
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #busy = new Set<string>();
  #pausedUntil = 0;
  #cancelWake: (() => void) | null = null;

  constructor(settings: BudgetSettings, clock: Clock, observe: Observe) {
    this.#settings = settings;
    this.#clock = clock;
    this.#observe = observe;
    this.#window = new SlidingWindow(settings.requests, settings.windowMs);
  }

  /**
   * Waits for a turn, which the result ends.
   * @throws SourceFailure `budget` or `throttled` at once where the question's time will be over before its turn
   */
  async turn(question: Question): Promise<EndTurn> {
    question.signal.throwIfAborted();
    const since = this.#clock.now();
    this.#refuseTooLate(question.deadline, since);
    const end = await this.#queue(question);
    const waited = this.#clock.now() - since;
    if (waited >= 1) this.#observe({ type: 'wait', source: this.#settings.source, ms: waited });
    return end;
  }

  /** Sends nothing for a while, as the provider asked for; whose time is over before that need not wait. */
  pause(ms: number): void {
    const now = this.#clock.now();
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    for (const { question, refuse } of [...this.#waiting.values()].flat()) {
      if (this.#pausedUntil >= question.deadline) refuse(this.#pauseFailure(now));
    }
  }

  #pauseFailure(now: number): SourceFailure {
    const wait = this.#pausedUntil - now;
    const detail = `it asked to be left alone for ${seconds(wait)}`;
    return new SourceFailure(this.#settings.source, 'throttled', detail, { retryAfterMs: wait });
  }

  #refuseTooLate(deadline: number, now: number): void {
    if (this.#pausedUntil >= deadline) throw this.#pauseFailure(now);
    const free = this.#window.freeAt(now, [...this.#waiting.values()].flat().length);
    if (free >= deadline) throw this.#budgetFailure(free - now);
  }

  #budgetFailure(waitMs: number): SourceFailure {
    const { source, requests, windowMs } = this.#settings;
    const detail = `${requests} requests in ${seconds(windowMs)}; the next one in ${seconds(waitMs)}`;
    return new SourceFailure(source, 'budget', detail, { retryAfterMs: waitMs });
  }

  #queue(question: Question): Promise<EndTurn> {
    const { key, signal } = question;
    const turn = Promise.withResolvers<EndTurn>();
    const onAbort = () => waiter.refuse(this.#outOfTime(signal.reason));
    const waiter: Waiter = {
      question,
      begin: (end) => {
        signal.removeEventListener('abort', onAbort);
        turn.resolve(end);
      },
      refuse: (failure) => {
        signal.removeEventListener('abort', onAbort);
        this.#forget(waiter);
        turn.reject(failure);
      },
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), waiter]);
    this.#pump();
    return turn.promise;
  }

  /** The time of a question that is over is the budget's doing where that has no free place. */
  #outOfTime(reason: unknown): unknown {
    const now = this.#clock.now();
    const free = this.#window.freeAt(now);
    return reason instanceof SourceFailure && free > now ? this.#budgetFailure(free - now) : reason;
  }

  #forget(waiter: Waiter): void {
    const { key } = waiter.question;
    const others = (this.#waiting.get(key) ?? []).filter((each) => each !== waiter);
    if (others.length > 0) this.#waiting.set(key, others);
    else this.#waiting.delete(key);
  }

  /** The first waiting request of the first key in rotation that has none running. */
  #next(): Waiter | undefined {
    if (this.#busy.size >= this.#settings.concurrency) return undefined;
    for (const [key, [first]] of this.#waiting) if (!this.#busy.has(key)) return first;
    return undefined;
  }

  #pump(): void {
    this.#cancelWake?.();
    this.#cancelWake = null;
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const now = this.#clock.now();
      const free = Math.max(this.#pausedUntil, this.#window.freeAt(now));
      if (free > now) {
        this.#cancelWake = this.#clock.after(free - now, () => this.#pump());
        return;
      }
      this.#start(next);
    }
  }

  #start(waiter: Waiter): void {
    const { key } = waiter.question;
    const rest = (this.#waiting.get(key) ?? []).slice(1);
    this.#waiting.delete(key);
    if (rest.length > 0) this.#waiting.set(key, rest);
    this.#busy.add(key);
    this.#window.start();
    waiter.begin((sent) => {
      this.#busy.delete(key);
      this.#window.end(this.#clock.now(), sent);
      this.#pump();
    });
  }
}
