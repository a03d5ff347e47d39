import type { WireMessage } from '../wire/messages.ts';

/** Held in memory twice for a moment, by the host and by the engine. */
const largestCopy = 128 << 20;

/**
 * The data of one COPY … FROM STDIN, collected until the client is done, because the engine cannot wait for it:
 * statement and data are run as one.
 */
export class CopyCollection {
  readonly #statement: WireMessage;
  #data: Buffer[] = [];
  #bytes = 0;

  constructor(statement: WireMessage) {
    this.#statement = statement;
  }

  get tooLarge(): boolean {
    return this.#bytes > largestCopy;
  }

  get limit(): string {
    return `${largestCopy >> 20} MB`;
  }

  /** Returns true when the client is done, by CopyDone or CopyFail. */
  add({ type, bytes }: WireMessage): boolean {
    // Flush and Sync are allowed here and mean nothing.
    if (type !== 'd' && type !== 'c' && type !== 'f') return false;
    this.#bytes += bytes.length;
    if (this.tooLarge) this.#data = [];
    else this.#data.push(bytes);
    return type !== 'd';
  }

  /** The statement and its data; only the statement may be renamed or looked at. */
  batch(): WireMessage[] {
    return [this.#statement, ...this.#data.map((bytes) => ({ type: 'd', bytes }))];
  }
}
