import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { type FailureKind, SourceFailure } from '../../domain/source.ts';
import type { Clock } from './clock.ts';
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
  readonly #observe: Observe;
  readonly #clock: Pick<Clock, 'now'>;
  #policy: CircuitBreakerPolicy;
  #openedAt = 0;

  constructor(settings: CircuitSettings, observe: Observe, clock: Pick<Clock, 'now'>) {
    this.#settings = settings;
    this.#observe = observe;
    this.#clock = clock;
    this.#policy = this.#policyOf(undefined);
  }

  get isOpen(): boolean {
    return this.#policy.state === CircuitState.Open;
  }

  /** @throws SourceFailure `unavailable` without calling `request`, while the provider is left alone */
  async run<T>(key: string, request: () => Promise<T>): Promise<T> {
    if (this.isOpen && this.#clock.now() - this.#openedAt >= this.#settings.breakMs) this.#endBreak();
    try {
      return await this.#policy.execute(() => this.#watched(key, request));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      const { source, breakAfter, breakMs } = this.#settings;
      const detail = `it failed for ${breakAfter} symbols in a row, and is left alone for ${breakMs / 1000} s`;
      throw new SourceFailure(source, 'unavailable', detail);
    }
  }

  #policyOf(initialState: unknown): CircuitBreakerPolicy {
    const { source, breakAfter, breakMs } = this.#settings;
    const policy = circuitBreaker(
      handleWhen((error) => error instanceof Error && this.#counted.has(error)),
      { halfOpenAfter: breakMs, breaker: new ConsecutiveBreaker(breakAfter), initialState },
    );
    policy.onStateChange((state) => {
      this.#failedKeys.clear();
      if (state === CircuitState.Open) this.#openedAt = this.#clock.now();
      this.#observe({ type: 'circuit', source, state: stateNames[state] });
    });
    return policy;
  }

  /**
   * The library measures the break by the time of day: set back by a day meanwhile, it would take a day longer. The
   * same circuit that opened in 1970 is one whose break is over.
   */
  #endBreak(): void {
    const { ownState, breakerState } = this.#policy.toJSON() as { ownState: object; breakerState: unknown };
    this.#policy = this.#policyOf({ ownState: { ...ownState, openedAt: 0 }, breakerState });
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
