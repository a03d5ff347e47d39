import { at, shown, unusable } from './problem.ts';

/**
 * A symbol or interval, from a column or for the whole file. What the user says holds for the whole file, and a column
 * must not say that there are several.
 */
export class Given {
  readonly #whole: string | null;
  readonly #isWish: boolean;
  readonly #what: string;
  readonly #place: string;
  readonly #spelling: (text: string) => string;
  #first: string | null = null;
  #lastText = '';
  #last = '';

  constructor(
    what: 'symbol' | 'interval',
    place: string,
    {
      wished,
      found,
      spelling = same,
    }: { wished?: string | undefined; found: string | null; spelling?: (text: string) => string },
  ) {
    this.#what = what;
    this.#place = place;
    this.#isWish = wished !== undefined;
    this.#whole = wished ?? found;
    this.#spelling = spelling;
  }

  /** @throws StockulaError SOURCE_UNUSABLE where the column contradicts the user */
  of(text: string | null, position: number): string {
    if (text === null) return this.#whole ?? '';
    if (!this.#isWish) return this.#spelled(text);
    this.#first ??= text;
    if (text !== this.#first) throw this.#several(text, position);
    return this.#whole ?? '';
  }

  #spelled(text: string): string {
    if (text !== this.#lastText) {
      this.#lastText = text;
      this.#last = this.#spelling(text);
    }
    return this.#last;
  }

  #several(text: string, position: number): Error {
    return unusable(
      `one ${this.#what} in the file, as you named it`,
      `${shown(this.#first ?? '')} and, on ${at(this.#place, position)}, ${shown(text)}`,
      `Leave --${this.#what} away: the file has a column for it.`,
    );
  }
}

function same(text: string): string {
  return text;
}
