import type { SessionId } from './turn-queue.ts';

/**
 * Who listens to which notification channel. The shared backend listens to a channel as long as one session does;
 * it cannot tell sessions apart.
 */
export class Channels {
  readonly #listeners = new Map<string, Set<SessionId>>();

  listen(id: SessionId, channel: string): void {
    const listeners = this.#listeners.get(channel) ?? new Set();
    this.#listeners.set(channel, listeners.add(id));
  }

  /** Removes a session from one channel, or from all of them (`*`). */
  unlisten(id: SessionId, channel: string): void {
    const from = channel === '*' ? [...this.#listeners.keys()] : [channel];
    for (const name of from) {
      const listeners = this.#listeners.get(name);
      listeners?.delete(id);
      if (listeners?.size === 0) this.#listeners.delete(name);
    }
  }

  listenersOf(channel: string): ReadonlySet<SessionId> {
    return this.#listeners.get(channel) ?? new Set();
  }

  /** What makes the backend listen to exactly these channels, for a new engine or after a session's UNLISTEN. */
  statements(): string {
    const listens = [...this.#listeners.keys()].map((name) => `LISTEN "${name.replaceAll('"', '""')}"`);
    return ['UNLISTEN *', ...listens].join('; ');
  }
}
