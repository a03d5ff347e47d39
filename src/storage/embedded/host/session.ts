import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { messageOf } from '../../../domain/errors.ts';
import { type MessageReader, ProtocolViolation } from '../wire/message-reader.ts';
import { errorResponse } from '../wire/messages.ts';
import type { Backend } from './backend.ts';
import { BackendShare } from './backend-share.ts';
import { Conversation } from './conversation.ts';
import { EngineStopped } from './engine-process.ts';
import { type StartupParameters, startupAnswer } from './startup.ts';

/** How long a client may take to read why it is sent away. */
const farewellMs = 2_000;

/** What a session needs of the listener around it. */
export interface SessionContext {
  readonly backend: Backend;
  readonly idleInTransactionMs: number;
  /** Hands notifications to every session that listens. */
  notify(notification: Buffer, channel: string): void;
  log(text: string): void;
}

/** One client connection, from when it was let in until it leaves. */
export class ClientSession {
  readonly id: number;
  readonly secret = randomInt(2 ** 31 - 1);
  readonly #socket: Socket;
  readonly #context: SessionContext;
  readonly #share: BackendShare;
  readonly #conversation: Conversation;

  constructor(id: number, socket: Socket, context: SessionContext) {
    this.id = id;
    this.#socket = socket;
    this.#context = context;
    this.#share = new BackendShare(id, context.backend, (text) => context.log(`session ${id}: ${text}`));
    this.#conversation = new Conversation(this.#share, context, {
      write: (bytes) => this.#write(bytes),
      end: (code, text) => this.end(code, text),
    });
  }

  /** Serves the client until it leaves. */
  async serve(reader: MessageReader, parameters: StartupParameters): Promise<void> {
    try {
      this.#share.settings.startWith(parameters.settings);
      this.#socket.write(startupAnswer(parameters, this.id, this.secret));
      await this.#conversation.hold(reader);
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.end('08P01', `expected a PostgreSQL message, got ${error.message}`);
    } finally {
      this.#conversation.close();
      this.#socket.end();
      await this.#leave();
    }
  }

  /** A notification for this session. */
  hear(notification: Buffer): void {
    this.#socket.write(notification);
  }

  /** Ends the statement that runs now. Does nothing between statements, as in PostgreSQL. */
  cancel(): void {
    this.#conversation.cancel();
  }

  /** Tells the client why and closes the connection. `code` is a SQLSTATE. */
  end(code: string, text: string): void {
    if (this.#socket.writable) this.#socket.end(errorResponse('FATAL', code, text));
    // Readers waiting on a half-closed client must wake up.
    this.#socket.destroySoon();
    // One that reads nothing would keep its session, and with an open transaction everybody else, for ever.
    const farewell = setTimeout(() => this.#socket.destroy(), farewellMs);
    this.#socket.once('close', () => clearTimeout(farewell));
  }

  async #write(bytes: Buffer): Promise<void> {
    if (this.#socket.write(bytes) || this.#socket.destroyed) return;
    await Promise.race([once(this.#socket, 'drain'), once(this.#socket, 'close')]);
  }

  async #leave(): Promise<void> {
    try {
      await this.#share.leave();
    } catch (error) {
      // An engine that stopped took along all there was to undo.
      if (!(error instanceof EngineStopped))
        this.#context.log(`session ${this.id} could not be cleared: ${messageOf(error)}`);
    }
  }
}
