import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { messagesIn, textAt } from '../../../src/storage/embedded/wire/messages.ts';

/** A startup packet of protocol 3.0 for user `raw`. */
export function startupPacket(): Buffer {
  const body = Buffer.from('user\0raw\0\0');
  const head = Buffer.alloc(8);
  head.writeInt32BE(8 + body.length, 0);
  head.writeInt32BE(196608, 4);
  return Buffer.concat([head, body]);
}

/** A client that sends exactly the bytes it is told to. */
export class RawClient {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (piece) => {
      this.#received = Buffer.concat([this.#received, piece]);
    });
    socket.on('error', () => undefined);
  }

  /** Through a Unix socket, or a port of the loopback interface. */
  static async open(to: string | number): Promise<RawClient> {
    const socket = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  send(...bytes: Uint8Array[]): void {
    this.#socket.write(Buffer.concat(bytes));
  }

  /** Leaves what the server sends where it is; what it sends more, the server has to keep. */
  stopReading(): void {
    this.#socket.pause();
  }

  /** Goes away without a word. */
  vanish(): void {
    this.#socket.destroy();
  }

  /** Types of the messages that came until the server closed the connection, with the text of any error. */
  async untilClosed(): Promise<{ types: string; error: string }> {
    if (!this.#socket.closed) await once(this.#socket, 'close');
    return this.seen();
  }

  /** Waits for a message of this type and forgets everything before and including it. */
  async until(type: string): Promise<{ types: string; error: string }> {
    while (!this.seen().types.includes(type)) {
      if (this.#socket.closed) throw new Error(`closed without a message of type ${type}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const seen = this.seen();
    this.#received = Buffer.alloc(0);
    return seen;
  }

  seen(): { types: string; error: string } {
    const messages = [...messagesIn(this.#received)];
    const failed = messages.find(({ type }) => type === 'E');
    const fields: string[] = [];
    for (let at = 5; failed && at < failed.bytes.length - 1; ) {
      const { text, next } = textAt(failed.bytes, at);
      fields.push(text);
      at = next;
    }
    return { types: messages.map(({ type }) => type).join(''), error: fields.join(' ') };
  }
}
