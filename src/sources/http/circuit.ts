import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { type FailureKind, SourceFailure } from '../../domain/source.ts';
import type { Observe } from './observe.ts';

export interface CircuitSettings {
  readonly source: string;
  /** Keys that fail in a row, without a success in between, before the provider is left alone. */
  readonly breakAfter: number;
  /** For how long it is left alone before one request tries it again. */
  readonly breakMs: number;
}

/** Failures of the provider as a whole; the others say something about the question. */
const kindsOfOutage: ReadonlySet<FailureKind> = new Set(['unavailable', 'timeout', 'throttled']);

const stateNames = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Isolated]: 'open',
} as const;

/**
 * Leaves a provider alone that fails for several keys in a row. Of each key only the first failure since the last
 * success counts: one symbol that always times out must not shut the others out.
 */
export class Circuit {
  readonly #settings: CircuitSettings;
  readonly #failedKeys = new Set<string>();
  readonly #counted = new WeakSet<Error>();
  readonly #policy;

  constructor(settings: CircuitSettings, observe: Observe) {
    this.#settings = settings;
    const { source, breakAfter, breakMs } = settings;
    this.#policy = circuitBreaker(
      handleWhen((error) => error instanceof Error && this.#counted.has(error)),
      { halfOpenAfter: breakMs, breaker: new ConsecutiveBreaker(breakAfter) },
    );
    this.#policy.onStateChange((state) => {
      this.#failedKeys.clear();
      observe({ type: 'circuit', source, state: stateNames[state] });
    });
  }

  get isOpen(): boolean {
    return this.#policy.state === CircuitState.Open;
  }

  /** @throws SourceFailure `unavailable` without calling `request`, while the provider is left alone */
  async run<T>(key: string, request: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(() => this.#watched(key, request));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const { source, breakAfter, breakMs } = this.#settings;
      const detail = `it failed for ${breakAfter} symbols in a row, and is left alone for ${breakMs / 1000} s`;
      throw new SourceFailure(source, 'unavailable', detail);
    }
  }

  async #watched<T>(key: string, request: () => Promise<T>): Promise<T> {
    try {
      const result = await request();
      this.#failedKeys.clear();
      return result;
    } catch (error) {
      const outage = error instanceof SourceFailure && kindsOfOutage.has(error.kind);
      if (outage && !this.#failedKeys.has(key)) {
        this.#failedKeys.add(key);
        this.#counted.add(error);
      }
      throw error;
    }
  }
}
