import type { AlertEvent, Delivery, WebhookStore } from '../../domain/alert-store.ts';
import { messageOf } from '../../domain/errors.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { SendOptions } from './send-webhook.ts';
import { sendWebhook } from './send-webhook.ts';

export interface DeliveriesOptions {
  readonly store: Pick<WebhookStore, 'claim' | 'settle' | 'nextDueMs'>;
  readonly isUsed: () => Promise<boolean>;
  readonly sending: () => SendOptions;
  readonly log: Logger;
  /** Between looks for what other processes have left. */
  readonly pollMs?: number;
  /** Before the second attempt; each wait is four times the one before. */
  readonly firstRetryMs?: number;
}

const mostAttempts = 8;
const longestWaitMs = 6 * 3_600_000;
/** Longer than an attempt can take: whose process ended in the middle of one is tried again after that. */
const leaseMs = 60_000;

/** Sends what is due, of all processes one each; what fails is tried again later, by whichever process is there then. */
export class Deliveries {
  readonly #options: Required<DeliveriesOptions>;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #closed = false;
  #isWoken = false;
  #lastProblem: string | null = null;

  constructor(options: DeliveriesOptions) {
    this.#options = { pollMs: 30_000, firstRetryMs: 2_000, ...options };
    this.#schedule(1_000);
  }

  /** Something is due. */
  wake(): void {
    this.#isWoken = true;
    this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#working.then(() => this.#work());
    }, ms).unref();
  }

  async #work(): Promise<void> {
    const { store, isUsed, pollMs, log } = this.#options;
    let next = pollMs;
    try {
      if (this.#isWoken || (await isUsed())) {
        this.#isWoken = false;
        for (;;) {
          const delivery = this.#closed ? null : await store.claim(leaseMs);
          if (delivery === null) break;
          await this.#deliver(delivery);
        }
        next = Math.min(pollMs, (await store.nextDueMs()) ?? pollMs);
      }
      this.#lastProblem = null;
    } catch (error) {
      const reason = messageOf(error);
      if (reason !== this.#lastProblem) log.warn({ err: error, reason }, 'alerts could not be sent');
      this.#lastProblem = reason;
    }
    // Woken meanwhile: at once.
    this.#schedule(this.#isWoken ? 0 : Math.max(100, next));
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { store, sending, firstRetryMs, log } = this.#options;
    const { id, event, attempts } = delivery;
    const problem = await sendWebhook(delivery, `event-${event.id}`, eventContent(event), sending());
    const wait = Math.min(longestWaitMs, firstRetryMs * 4 ** (attempts - 1));
    const retryMs = problem === null || attempts >= mostAttempts ? null : wait;
    await store.settle(id, problem, retryMs);
    if (problem !== null) log.warn({ delivery: id, attempts, problem, retryMs }, 'an alert was not taken');
  }
}

/** What a webhook is told. */
function eventContent({ id, rule, ruleName, at, symbol, portfolio, observedAt, value, text }: AlertEvent) {
  return {
    type: 'alert',
    id,
    rule: rule === null ? null : { id: rule, name: ruleName },
    at: new Date(at).toISOString(),
    symbol,
    portfolio,
    observedAt: new Date(observedAt).toISOString(),
    value,
    text,
  };
}
