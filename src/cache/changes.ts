/** Notes when tags were last invalidated, counted in invalidations. */
export class Changes {
  #count = 0;
  /** What began before is doubtful, whatever its tags. */
  #doubted = 0;
  readonly #last = new Map<string, number>();

  /** How many invalidations there have been. */
  get count(): number {
    return this.#count;
  }

  /** From now on, and before, something may have changed that nobody knows of. */
  doubt(): void {
    this.#count += 1;
    this.#doubted = this.#count;
    this.#last.clear();
  }

  note(tags: readonly string[]): void {
    this.#count += 1;
    for (const tag of tags) this.#last.set(tag, this.#count);
  }

  /** Whether one of the tags was invalidated, or may have been, after the count was this. */
  concern(tags: readonly string[], since: number): boolean {
    return this.#doubted > since || tags.some((tag) => (this.#last.get(tag) ?? 0) > since);
  }
}
