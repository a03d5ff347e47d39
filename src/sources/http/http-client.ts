import { decorrelatedJitterGenerator, ExponentialBackoff } from 'cockatiel';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import { failureKinds, SourceFailure } from '../../domain/source.ts';
import { type Answer, placeOf, readBody } from './answer.ts';
import { Circuit, type CircuitSettings } from './circuit.ts';
import { type Clock, sleep, systemClock } from './clock.ts';
import { failureOfThrown, withoutSecrets } from './failures.ts';
import type { Observe } from './observe.ts';
import { type Question, withQuestion } from './question.ts';
import { type BudgetSettings, RequestBudget } from './request-budget.ts';
import { failureOfStatus } from './status.ts';

export interface HttpSettings extends BudgetSettings, CircuitSettings {
  readonly offline: boolean;
  /** How often one request is tried, the first time included. */
  readonly attempts: number;
  /** About how long to wait before a request is tried for the second time; later waits grow. */
  readonly firstRetryMs: number;
  /** Time for one try. */
  readonly attemptMs: number;
  /** Time for a question: waits, requests and their repetitions together. */
  readonly questionMs: number;
  /** Size of an answer, unpacked. */
  readonly maxBytes: number;
  /** Never to appear in a message. */
  readonly secrets: readonly string[];
}

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent by POST; without one the request is a GET. */
  readonly body?: string;
}

export interface HttpSurroundings {
  readonly clock?: Clock;
  readonly observe?: Observe;
}

/** No wait before another try is longer, unless the provider asks for it. */
const longestRetryMs = 30_000;
/** No provider is left alone for longer, whatever it asks for. */
const longestPauseMs = 86_400_000;

/**
 * Asks one provider: within its rate budget, with time limits, repeated where that may help, and not at all while it
 * is down or calls to the outside are switched off. All requests to the provider go through one client.
 */
export class HttpClient {
  readonly #settings: HttpSettings;
  readonly #clock: Clock;
  readonly #observe: Observe;
  readonly #budget: RequestBudget;
  readonly #circuit: Circuit;

  constructor(
    settings: HttpSettings,
    { clock = systemClock, observe = () => undefined }: HttpSurroundings = {},
  ) {
    this.#settings = settings;
    this.#clock = clock;
    this.#observe = observe;
    this.#budget = new RequestBudget(settings, clock, observe);
    this.#circuit = new Circuit(settings, observe, clock);
  }

  /** The name of the provider. */
  get source(): string {
    return this.#settings.source;
  }

  /** The date and time of day. */
  now(): EpochMs {
    return this.#clock.wall();
  }

  /**
   * Runs the requests of one question about `key` within one time limit.
   * @throws SourceFailure, or the reason of `signal` where the asker gave up
   */
  question<T>(key: string, signal: AbortSignal, work: (question: Question) => Promise<T>): Promise<T> {
    const { source, questionMs } = this.#settings;
    return withQuestion({ source, key, signal, limitMs: questionMs, clock: this.#clock }, work);
  }

  /**
   * Gets an answer, of whatever status, and what `read` makes of it. Where that throws a SourceFailure, the request
   * is repeated as its kind says. @throws SourceFailure
   */
  async ask<T>(question: Question, request: HttpRequest, read: (answer: Answer) => T): Promise<T> {
    const { source, offline, secrets, attempts } = this.#settings;
    if (offline) throw this.#failed(new SourceFailure(source, 'offline', request.url.host));
    let backoff = this.#firstBackoff();
    for (let attempt = 1; ; attempt += 1, backoff = backoff.next(undefined)) {
      try {
        return await this.#attempt(question, request, read);
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error;
        const failure = withoutSecrets(error, secrets);
        // A provider that asks for no wait, or for one that is past, is asked no sooner than one that says nothing.
        const delayMs = Math.max(backoff.duration, failure.retryAfterMs ?? 0);
        if (!this.#mayRepeat(question, failure, attempt, delayMs)) throw this.#failed(failure);
        const next = { key: question.key, attempt: attempt + 1, attempts };
        this.#observe({ type: 'retry', source, kind: failure.kind, delayMs, ...next });
        await sleep(this.#clock, delayMs, question.signal);
      }
    }
  }

  /** @throws SourceFailure unless the answer's status is one of success */
  expectSuccess(answer: Answer): void {
    const failure = failureOfStatus(this.source, answer, this.now());
    if (failure !== null) throw failure;
  }

  #firstBackoff() {
    const generator = decorrelatedJitterGenerator;
    const { firstRetryMs: initialDelay } = this.#settings;
    return new ExponentialBackoff({ initialDelay, maxDelay: longestRetryMs, generator }).next();
  }

  #failed(failure: SourceFailure): SourceFailure {
    this.#observe({ type: 'failure', source: this.source, kind: failure.kind });
    return failure;
  }

  #mayRepeat(question: Question, failure: SourceFailure, attempt: number, delayMs: number): boolean {
    const intime = this.#clock.now() + delayMs < question.deadline;
    const may = failureKinds[failure.kind].retry && attempt < this.#settings.attempts;
    return may && intime && !question.signal.aborted && !this.#circuit.isOpen;
  }

  async #attempt<T>(question: Question, request: HttpRequest, read: (answer: Answer) => T): Promise<T> {
    const end = await this.#budget.turn(question);
    let sent = false;
    try {
      return await this.#circuit.run(question.key, async () => {
        question.signal.throwIfAborted();
        sent = true;
        return this.#read(await this.#fetch(question.signal, request), read);
      });
    } finally {
      end(sent);
    }
  }

  /** Where the provider says when to come back, nobody asks it before. */
  #read<T>(answer: Answer, read: (answer: Answer) => T): T {
    try {
      return read(answer);
    } catch (error) {
      const wait = error instanceof SourceFailure ? error.retryAfterMs : null;
      if (wait !== null) this.#budget.pause(Math.min(wait, longestPauseMs));
      throw error;
    }
  }

  async #fetch(asked: AbortSignal, { url, headers = {}, body: sent }: HttpRequest): Promise<Answer> {
    const { source, attemptMs, maxBytes } = this.#settings;
    const controller = new AbortController();
    const { signal } = controller;
    const late = new SourceFailure(source, 'timeout', `no answer within ${attemptMs / 1000} s`);
    const cancel = this.#clock.after(attemptMs, () => controller.abort(late));
    const onAbort = () => controller.abort(asked.reason);
    asked.addEventListener('abort', onAbort, { once: true });
    const started = this.#clock.now();
    let status: number | null = null;
    try {
      const content = sent === undefined ? {} : { method: 'POST', body: sent };
      const response = await fetch(url, { ...content, headers, redirect: 'manual', signal });
      status = response.status;
      const body = await readBody(response, maxBytes);
      if (body === null) throw new SourceFailure(source, 'too_large', `more than ${maxBytes} bytes`);
      const at = (this.now() * 1000) as EpochMicros;
      return { status, headers: response.headers, body, at, place: placeOf(url) };
    } catch (error) {
      throw failureOfThrown(source, url.host, error, signal);
    } finally {
      cancel();
      asked.removeEventListener('abort', onAbort);
      this.#observe({ type: 'request', source, status, ms: this.#clock.now() - started });
    }
  }
}
