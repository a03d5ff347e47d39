import { createHash } from 'node:crypto';
import { compressed, type Encoding } from '../encoding.ts';

/** The bytes of an answer, as they are kept and sent: compressed when it is first asked for, and once. */
export class HeldAnswer {
  readonly bytes: Buffer;
  readonly next: string | null;
  readonly lastModified: Date | null;
  readonly #hash: string;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(bytes: Buffer, next: string | null, writtenAt: number | null) {
    this.bytes = bytes;
    this.next = next;
    // HTTP knows whole seconds.
    this.lastModified = writtenAt === null ? null : new Date(Math.floor(writtenAt / 1000) * 1000);
    this.#hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 27);
  }

  /** What memory it may come to take, compressed forms included. */
  get byteLength(): number {
    return this.bytes.length * 2;
  }

  /** Of other bytes, so another one, for each encoding. */
  etag(encoding: Encoding): string {
    return `"${this.#hash}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  }

  encoded(encoding: Encoding): Promise<Buffer> | Buffer {
    if (encoding === 'identity') return this.bytes;
    const known = this.#encoded.get(encoding);
    if (known) return known;
    const made = compressed(this.bytes, encoding);
    this.#encoded.set(encoding, made);
    return made;
  }
}

/** More bars than are kept: they are read and sent part by part. */
export class LongAnswer {
  readonly lastModified: Date | null;

  constructor(writtenAt: number | null) {
    this.lastModified = writtenAt === null ? null : new Date(Math.floor(writtenAt / 1000) * 1000);
  }
}
