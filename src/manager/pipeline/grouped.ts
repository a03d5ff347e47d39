/** What is done for some items at once; a result for each, in their order. */
type Work<Item, Result> = (items: readonly Item[]) => Promise<Result[]>;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly size: number;
  readonly done: (result: Promise<Result>) => void;
}

interface Grouping<Item> {
  /** Of an item; a group grows up to `limit`, or is one item. */
  readonly sizeOf: (item: Item) => number;
  readonly limit: number;
  /** Items of one group have equal ones. */
  readonly kindOf: (item: Item) => string;
  /** Whether a failure of a group would be one of each of its items. */
  readonly concernsAll: (error: unknown) => boolean;
}

/**
 * Does work for single items in groups: what comes while a group is being worked on makes up the next one, so that
 * nothing waits for company, and the groups grow with the load. Where a group fails, its items are done one by one,
 * so that one of them spoils no other.
 */
export class Grouped<Item, Result> {
  readonly #work: Work<Item, Result>;
  readonly #grouping: Grouping<Item>;
  #waiting: Waiting<Item, Result>[] = [];
  #working = false;

  constructor(work: Work<Item, Result>, grouping: Grouping<Item>) {
    this.#work = work;
    this.#grouping = grouping;
  }

  /** The result of the item. @throws what the work throws for it */
  add(item: Item): Promise<Result> {
    const { promise, resolve } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, size: this.#grouping.sizeOf(item), done: resolve });
    if (!this.#working) void this.#workOff();
    return promise;
  }

  async #workOff(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) await this.#do(this.#nextGroup());
    this.#working = false;
  }

  #nextGroup(): Waiting<Item, Result>[] {
    const { kindOf, limit } = this.#grouping;
    const [first] = this.#waiting;
    const group: Waiting<Item, Result>[] = [];
    const others: Waiting<Item, Result>[] = [];
    let size = 0;
    for (const one of this.#waiting) {
      const fits =
        one === first || (size + one.size <= limit && kindOf(one.item) === kindOf(first?.item ?? one.item));
      if (fits) size += one.size;
      (fits ? group : others).push(one);
    }
    this.#waiting = others;
    return group;
  }

  /** Never fails: whoever waits for an item hears of its failure. */
  async #do(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#work(group.map(({ item }) => item));
      for (const [index, { done }] of group.entries()) done(Promise.resolve(results[index] as Result));
    } catch (error) {
      if (group.length > 1 && !this.#grouping.concernsAll(error)) {
        for (const one of group) await this.#do([one]);
      } else for (const { done } of group) done(Promise.reject(error));
    }
  }
}
