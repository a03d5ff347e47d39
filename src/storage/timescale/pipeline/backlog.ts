import { setImmediate as turn } from 'node:timers/promises';

interface Limits<Item> {
  /** Of an item, in rows. */
  readonly sizeOf: (item: Item) => number;
  /** With so many rows waiting, nothing more is fetched before they are taken. */
  readonly most: number;
}

/**
 * Items that are made ready while those before are being written. What has come by then is taken at once: the quicker
 * of both sides waits for the other one as little as can be, and memory does not grow. After each item the thread is
 * let go, so that answers of the database are heard.
 */
export class Backlog<Item> {
  readonly #limits: Limits<Item>;
  #items: Item[] = [];
  #rows = 0;
  #isClosed = false;
  #state: { ended: false } | { ended: true; failure?: unknown } = { ended: false };
  #change = Promise.withResolvers<void>();
  readonly #filled: Promise<void>;

  constructor(source: AsyncIterable<Item> | Iterable<Item>, limits: Limits<Item>) {
    this.#limits = limits;
    this.#filled = this.#fill(source);
  }

  /**
   * All that waits, once it is so many rows or the last ones; null at the end.
   * @throws what the source throws
   */
  async take(fewest: number): Promise<Item[] | null> {
    while (!this.#state.ended && this.#rows < fewest) await this.#change.promise;
    if (this.#state.ended && 'failure' in this.#state) throw this.#state.failure;
    const taken = this.#items;
    this.#items = [];
    this.#rows = 0;
    this.#stir();
    return taken.length > 0 ? taken : null;
  }

  /** Lets go of the source, wherever it is; does nothing after the end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stir();
    await this.#filled;
  }

  async #fill(source: AsyncIterable<Item> | Iterable<Item>): Promise<void> {
    try {
      for await (const item of source) {
        this.#items.push(item);
        this.#rows += this.#limits.sizeOf(item);
        this.#stir();
        await turn();
        while (this.#rows >= this.#limits.most && !this.#isClosed) await this.#change.promise;
        if (this.#isClosed) break;
      }
      this.#state = { ended: true };
    } catch (failure) {
      this.#state = { ended: true, failure };
    }
    this.#stir();
  }

  #stir(): void {
    const before = this.#change;
    this.#change = Promise.withResolvers<void>();
    before.resolve();
  }
}
