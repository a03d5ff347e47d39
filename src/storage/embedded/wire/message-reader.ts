import type { WireMessage } from './messages.ts';

export const cancelRequestCode = 80877102;
/** Ours: the answer is the host's status as JSON. Beside PostgreSQL's own codes, in its range for such requests. */
export const statusRequestCode = 80877110;
/** Ours too: the host answers with its status and stops. */
export const stopRequestCode = 80877111;
const sslRequestCode = 80877103;
const gssRequestCode = 80877104;

/** PostgreSQL's own limit for a startup packet. */
const longestStartup = 10_000;
/** No statement or row of ours comes near; protects the host's memory from a broken client. */
const longestMessage = 256 << 20;
const frontendTypes = 'BCDEFHPQSXcdfp';

export class ProtocolViolation extends Error {}

/** A first packet: code, and what follows it. */
export interface StartupPacket {
  readonly code: number;
  readonly body: Buffer;
}

/** Reads packets of exact length off a byte stream, whatever pieces it arrives in. */
export class MessageReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** The first packet, or null if the client left. Requests for encryption are answered with `refuse`. */
  async startup(refuse: () => void): Promise<StartupPacket | null> {
    for (;;) {
      const head = await this.#take(8);
      if (!head) return null;
      const length = head.readInt32BE(0);
      if (length < 8 || length > longestStartup)
        throw new ProtocolViolation(`a startup packet of ${length} bytes`);
      const code = head.readInt32BE(4);
      const body = await this.#take(length - 8);
      if (!body) return null;
      if (code !== sslRequestCode && code !== gssRequestCode) return { code, body };
      refuse();
    }
  }

  /**
   * The next message, or null if the client left.
   * @throws ProtocolViolation if what comes cannot be a message of at most `longest` bytes
   */
  async next(longest = longestMessage): Promise<WireMessage | null> {
    if (this.#held.length < 5 && !(await this.#fill(5))) return null;
    const type = String.fromCharCode(this.#held[0] ?? 0);
    if (!frontendTypes.includes(type))
      throw new ProtocolViolation(`the message type ${JSON.stringify(type)}`);
    const length = 1 + this.#held.readInt32BE(1);
    if (length < 5 || length > longest) throw new ProtocolViolation(`a message of ${length} bytes`);
    const bytes = await this.#take(length);
    return bytes && { type, bytes };
  }

  async #take(length: number): Promise<Buffer | null> {
    if (this.#held.length < length && !(await this.#fill(length))) return null;
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  async #fill(length: number): Promise<boolean> {
    const pieces = [this.#held];
    let total = this.#held.length;
    while (total < length) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      pieces.push(value);
      total += value.length;
    }
    this.#held = Buffer.concat(pieces, total);
    return true;
  }
}
