/** Reads the first items of a source at once, and all others as they are asked for. */
export class HeadStart<Item> {
  readonly #source: AsyncIterator<Item>;
  readonly #first: Item[] = [];
  readonly #reading: Promise<{ failure: unknown } | null>;
  #isWanted = false;

  /** @param most how many items are read before anybody asks */
  constructor(source: AsyncIterable<Item>, most: number) {
    this.#source = source[Symbol.asyncIterator]();
    this.#reading = this.#read(most).then(
      () => null,
      (failure: unknown) => ({ failure }),
    );
  }

  /** All items, once. @throws what the source throws, after the items before it */
  async *items(): AsyncGenerator<Item, void> {
    this.#isWanted = true;
    const failed = await this.#reading;
    try {
      yield* this.#first.splice(0);
      if (failed) throw failed.failure;
      for (;;) {
        const { done, value } = await this.#source.next();
        if (done) return;
        yield value;
      }
    } finally {
      await this.#source.return?.();
    }
  }

  /** Lets go of the source, wherever it is. */
  async close(): Promise<void> {
    this.#isWanted = true;
    await this.#reading;
    await this.#source.return?.();
  }

  async #read(most: number): Promise<void> {
    while (!this.#isWanted && this.#first.length < most) {
      const { done, value } = await this.#source.next();
      if (done) return;
      this.#first.push(value);
    }
  }
}
