import type { AlertRule, AlertStore } from '../../domain/alert-store.ts';
import type { ChangeSource } from '../../domain/change-source.ts';
import { messageOf } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { Logger } from '../../telemetry/logger.ts';
import { evaluateRule } from './evaluate-rule.ts';
import type { ObservedMarket } from './observe.ts';

export interface AlertEngineOptions {
  readonly store: AlertStore;
  readonly changes: ChangeSource;
  /** Whether there is a database to keep rules in, without opening one for it. */
  readonly isUsed: () => Promise<boolean>;
  readonly market: <Answer>(work: (market: ObservedMarket) => Promise<Answer>) => Promise<Answer>;
  readonly onFired: () => void;
  readonly log: Logger;
  /** Between looks at what time alone makes true. */
  readonly clockMs?: number;
  /** Changes that come within so long of each other are looked at once. */
  readonly settleMs?: number;
}

/**
 * Evaluates the rules of all users: those about a symbol as its bars are written, those about drift and staleness by the
 * clock. What was missed while changes could not be heard is looked at once they are heard again.
 */
export class AlertEngine {
  readonly #options: Required<AlertEngineOptions>;
  readonly #changed = new Set<string>();
  #unfollow: (() => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  readonly #clock: NodeJS.Timeout;
  #working: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isWoken = false;
  #closed = false;
  #lastProblem: string | null = null;

  constructor(options: AlertEngineOptions) {
    this.#options = { clockMs: 30_000, settleMs: 50, ...options };
    this.#clock = setInterval(() => this.#tick(), this.#options.clockMs).unref();
    this.#tick();
  }

  /** Looks at all rules soon: one was made or changed. */
  wake(): void {
    this.#isWoken = true;
    this.#tick();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#clock);
    clearTimeout(this.#timer);
    this.#unfollow?.();
    await this.#working;
  }

  #tick(): void {
    // A slow evaluation must not have the next ones queue up behind it.
    if (this.#waiting > 1) return;
    this.#do(async () => {
      if (!this.#isWoken && !(await this.#options.isUsed())) return;
      const rules = await this.#options.store.toEvaluate({
        symbols: this.#isWoken ? null : [],
        byClock: true,
      });
      this.#isWoken = false;
      this.#follow();
      await this.#evaluate(rules);
    });
  }

  #follow(): void {
    if (this.#closed) return;
    this.#unfollow ??= this.#options.changes.follow({
      onChange: (symbols) => this.#note(symbols),
      onDeaf: (reason) => this.#options.log.warn({ reason }, 'alerts may be late: changes are not heard'),
      onHearing: () => this.#do(async () => this.#evaluate(await this.#rulesOf(null))),
    });
  }

  #note(symbols: readonly string[]): void {
    for (const symbol of symbols) this.#changed.add(symbol);
    if (this.#timer !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const changed = [...this.#changed];
      this.#changed.clear();
      this.#do(async () => this.#evaluate(await this.#rulesOf(changed)));
    }, this.#options.settleMs).unref();
  }

  #rulesOf(symbols: readonly string[] | null): Promise<AlertRule[]> {
    return this.#options.store.toEvaluate({ symbols, byClock: false });
  }

  async #evaluate(rules: readonly AlertRule[]): Promise<void> {
    const { store, market, onFired } = this.#options;
    const now = (): EpochMs => Date.now() as EpochMs;
    for (const rule of rules) {
      if (this.#closed) return;
      await this.#attempt(async () => {
        const firing = await market((asked) => evaluateRule(rule, store, asked, now));
        if (firing !== null) onFired();
      });
    }
  }

  #do(work: () => Promise<void>): void {
    if (this.#closed) return;
    this.#waiting += 1;
    this.#working = this.#working
      .then(() => this.#attempt(work))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  /** What fails is tried again at the next change or tick; said once, not each time. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    try {
      await work();
      this.#lastProblem = null;
    } catch (error) {
      const reason = messageOf(error);
      if (reason === this.#lastProblem) return;
      this.#lastProblem = reason;
      this.#options.log.warn({ err: error, reason }, 'alerts could not be evaluated');
    }
  }
}
