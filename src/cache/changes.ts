/** Notes when tags were last invalidated, counted in invalidations. */
export class Changes {
  #count = 0;
  readonly #last = new Map<string, number>();

  /** How many invalidations there have been. */
  get count(): number {
    return this.#count;
  }

  note(tags: readonly string[]): void {
    this.#count += 1;
    for (const tag of tags) this.#last.set(tag, this.#count);
  }

  /** Whether one of the tags was invalidated after the count was this. */
  concern(tags: readonly string[], since: number): boolean {
    return tags.some((tag) => (this.#last.get(tag) ?? 0) > since);
  }
}
