import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../domain/errors.ts';
import { isLostConnection } from '../storage/timescale/lost-connection.ts';
import type { Logger } from '../telemetry/logger.ts';

const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** Waits while the database is away: once for all who ask, telling so once. */
export class Outage {
  readonly #reconnect: () => Promise<void>;
  readonly #log: Logger;
  readonly #onBack: () => void;
  #wait: Promise<void> | null = null;
  readonly #end = new AbortController();

  /** @param reconnect opens new connections, and rejects where nobody answers */
  constructor(reconnect: () => Promise<void>, log: Logger, onBack: () => void) {
    this.#reconnect = reconnect;
    this.#log = log;
    this.#onBack = onBack;
  }

  /**
   * Resolves once the database is back.
   * @returns whether to ask again: not where the error is another one, nor after `signal`
   */
  async isOver(error: unknown, signal: AbortSignal): Promise<boolean> {
    if (!isLostConnection(error) || signal.aborted) return false;
    this.#wait ??= this.#untilBack(error).finally(() => {
      this.#wait = null;
    });
    const stop = Promise.withResolvers<void>();
    const stopped = (): void => stop.resolve();
    signal.addEventListener('abort', stopped, { once: true });
    await Promise.race([this.#wait, stop.promise]);
    signal.removeEventListener('abort', stopped);
    return !signal.aborted;
  }

  /** For good: nobody waits any more. */
  end(): void {
    this.#end.abort();
  }

  async #untilBack(error: unknown): Promise<void> {
    const since = performance.now();
    this.#log.warn({ reason: messageOf(error) }, 'the database is away');
    const { signal } = this.#end;
    for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      // With jitter: all workers lost it at the same moment.
      await sleep(waitMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => signal.aborted);
      if (signal.aborted) return;
      try {
        await this.#reconnect();
        this.#log.info({ awayMs: Math.round(performance.now() - since) }, 'the database is back');
        this.#onBack();
        return;
      } catch (stillAway) {
        this.#log.debug({ reason: messageOf(stillAway) }, 'the database is still away');
      }
    }
  }
}
