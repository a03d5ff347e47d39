import { inspect } from 'node:util';

/** A key or password. Printing, logging, inspecting or serialising it shows `***`; only `reveal()` hands it out. */
export class SecretText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
