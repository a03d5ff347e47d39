import { isUtf8 } from 'node:buffer';
import { refuseInvalidText } from './invalid-text.ts';
import { at, shown, unusable } from './problem.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const lineFeed = 10;
const quote = 34;
const backslash = 92;
const open = new Set([0x7b, 0x5b]);
const close = new Set([0x7d, 0x5d]);
/** What may stand between objects: white space, and in an array its brackets and commas. */
const between = new Set([9, 10, 13, 32, 0x2c, 0x5b, 0x5d]);

/**
 * Cuts a text into its objects, one to a line (JSON lines) or in an array over all of it. Objects are found by their
 * braces, so that only one at a time is in memory.
 */
export class JsonObjects {
  readonly #place: string;
  readonly #limit: number;
  readonly #onObject: (object: JsonObject, line: number) => void;
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;

  constructor(place: string, limit: number, onObject: (object: JsonObject, line: number) => void) {
    this.#place = place;
    this.#limit = limit;
    this.#onObject = onObject;
  }

  /** @throws StockulaError SOURCE_UNUSABLE with the line where it is no JSON */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let from = 0;
    for (;;) {
      from = this.#skip(bytes, from);
      const end = endOfValue(bytes, from);
      if (end < 0) break;
      this.#take(bytes.subarray(from, end));
      from = end;
    }
    this.#rest = Buffer.from(bytes.subarray(from));
    if (this.#rest.length > this.#limit) throw this.#bad(`an object longer than ${this.#limit} bytes`);
  }

  end(): void {
    if (this.#rest.length > 0) throw this.#bad('an object that does not end');
  }

  #skip(bytes: Buffer, from: number): number {
    let index = from;
    for (; index < bytes.length && between.has(bytes[index] ?? 0); index += 1) {
      if (bytes[index] === lineFeed) this.#line += 1;
    }
    if (index < bytes.length && bytes[index] !== 0x7b) {
      throw this.#bad(shown(bytes.toString('utf8', index, index + 20)));
    }
    return index;
  }

  #take(bytes: Buffer): void {
    if (!isUtf8(bytes)) refuseInvalidText(bytes, this.#place, this.#line);
    const text = bytes.toString();
    this.#onObject(this.#parse(text), this.#line);
    this.#line += text.split('\n').length - 1;
  }

  #parse(text: string): JsonObject {
    try {
      // It begins with a brace, so that it can be nothing but an object.
      return JSON.parse(text) as JsonObject;
    } catch (error) {
      throw this.#bad(error instanceof SyntaxError ? error.message : String(error), error);
    }
  }

  #bad(what: string, cause?: unknown): Error {
    return unusable(
      'JSON objects, one to a line or in one array',
      `${what} on ${at(this.#place, this.#line)}`,
      'Correct the line, or export the data again.',
      cause,
    );
  }
}

/** Where the object that begins at `from` ends, or -1. */
function endOfValue(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let index = from; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === quote) {
      index = endOfString(bytes, index + 1);
      if (index < 0) return -1;
    } else if (open.has(byte)) depth += 1;
    else if (close.has(byte)) {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

/** The closing quote of the string whose first character is at `from`, or -1. */
function endOfString(bytes: Buffer, from: number): number {
  for (let index = from; index < bytes.length; index += 1) {
    if (bytes[index] === backslash) index += 1;
    else if (bytes[index] === quote) return index;
  }
  return -1;
}
