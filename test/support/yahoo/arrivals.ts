/** When requests came, to compare with a rate budget. */
export class Arrivals {
  readonly #at: number[] = [];
  readonly #bySymbol = new Map<string, number>();

  add(symbol: string): void {
    this.#at.push(performance.now());
    this.#bySymbol.set(symbol, this.about(symbol) + 1);
  }

  get count(): number {
    return this.#at.length;
  }

  /** How many were about the symbol; the empty one stands for cookie and crumb. */
  about(symbol: string): number {
    return this.#bySymbol.get(symbol) ?? 0;
  }

  /** By symbol, those without one left out. */
  get bySymbol(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#bySymbol].filter(([symbol]) => symbol !== ''));
  }

  /** The most requests in any span of so many milliseconds. */
  mostIn(windowMs: number): number {
    let most = 0;
    let first = 0;
    for (const [index, at] of this.#at.entries()) {
      while (at - (this.#at[first] ?? 0) >= windowMs) first += 1;
      most = Math.max(most, index - first + 1);
    }
    return most;
  }
}
