import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { messageOf } from '../../../domain/errors.ts';
import {
  cancelRequestCode,
  MessageReader,
  ProtocolViolation,
  statusRequestCode,
  stopRequestCode,
} from '../wire/message-reader.ts';
import { errorResponse } from '../wire/messages.ts';
import type { Backend } from './backend.ts';
import { shakeHands } from './handshake.ts';
import { Newcomers } from './newcomers.ts';
import type { HostStatus } from './protocol.ts';
import { ClientSession } from './session.ts';
import type { StartupParameters } from './startup.ts';

export interface ListenerOptions {
  readonly backend: Backend;
  readonly idleInTransactionMs: number;
  readonly maxSessions: number;
  /** How long a connection may take until it is let in. */
  readonly handshakeMs: number;
  /** What the host says of itself to whoever asks through the socket. */
  status(): Omit<HostStatus, 'sessions'>;
  /** Begins to stop the host, as somebody asked through the socket. */
  stop(): void;
  log(text: string): void;
}

/** The loopback port is taken, or not for this user. */
export class PortUnavailable extends Error {}

/** Accepts clients on the Unix socket and, if asked, on a loopback port, and keeps count of them. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #sessions = new Map<number, ClientSession>();
  readonly #newcomers: Newcomers;
  readonly #servers: Server[] = [];
  #nextId = 0;
  /** When the last session ended; the start if there was none yet. */
  lastBusy = performance.now();

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#newcomers = new Newcomers(options.handshakeMs);
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  /** The socket's permissions are its protection: only this user may connect. */
  async listenOnSocket(path: string): Promise<void> {
    if (process.platform !== 'win32') rmSync(path, { force: true });
    await this.#listen(null, (server) => server.listen(path));
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  }

  /** @throws PortUnavailable */
  async listenOnPort(port: number, password: string): Promise<void> {
    try {
      await this.#listen(password, (server) => server.listen(port, '127.0.0.1'));
    } catch (error) {
      throw new PortUnavailable(messageOf(error), { cause: error });
    }
  }

  /** Takes no new clients, tells those that are there, and waits for them to go. */
  async close(): Promise<void> {
    const closed = this.#servers.map((server) => new Promise((resolve) => server.close(resolve)));
    this.#newcomers.sendAway();
    for (const session of this.#sessions.values()) {
      session.end('57P01', 'the embedded database is stopping');
    }
    await Promise.all(closed);
  }

  #listen(password: string | null, start: (server: Server) => void): Promise<void> {
    const server = createServer({ allowHalfOpen: false }, (socket) => {
      this.#serve(socket, password).catch((error) => {
        this.#options.log(`connection lost: ${messageOf(error)}`);
        socket.destroy();
      });
    });
    this.#servers.push(server);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', () => resolve());
      start(server);
    });
  }

  async #serve(socket: Socket, password: string | null): Promise<void> {
    socket.setNoDelay(true);
    // A client that vanishes is noticed by the read that follows.
    socket.on('error', (error) => this.#options.log(`socket: ${error.message}`));
    this.#newcomers.arrive(socket);
    const reader = new MessageReader(socket);
    const parameters = await this.#receive(socket, reader, password);
    if (!parameters) return;
    if (this.#sessions.size >= this.#options.maxSessions) {
      socket.end(errorResponse('FATAL', '53300', `more than ${this.#options.maxSessions} connections`));
      return;
    }
    this.#newcomers.letIn(socket);
    this.#nextId += 1;
    const session = new ClientSession(this.#nextId, socket, {
      ...this.#options,
      notify: (notification, channel) => this.#notify(notification, channel),
    });
    this.#sessions.set(session.id, session);
    try {
      await session.serve(reader, parameters);
    } finally {
      this.#sessions.delete(session.id);
      this.lastBusy = performance.now();
    }
  }

  /** What a client that may be let in has asked for; null if it has had its answer, was refused, or left. */
  async #receive(
    socket: Socket,
    reader: MessageReader,
    password: string | null,
  ): Promise<StartupParameters | null> {
    try {
      const first = await reader.startup(() => socket.write('N'));
      if (!first) return null;
      if (first.code === cancelRequestCode) return this.#cancel(socket, first.body);
      // Only this user may connect where no password is asked for.
      if (password === null && first.code === statusRequestCode) return this.#tellStatus(socket);
      if (password === null && first.code === stopRequestCode)
        return this.#tellStatus(socket, () => this.#options.stop());
      const outcome = await shakeHands(first, reader, (bytes) => socket.write(bytes), password);
      if (outcome.kind === 'refused') socket.end(outcome.reply);
      return outcome.kind === 'welcome' ? outcome.parameters : null;
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      socket.end(
        errorResponse('FATAL', '08P01', `expected a PostgreSQL startup packet, got ${error.message}`),
      );
      return null;
    }
  }

  #cancel(socket: Socket, body: Buffer): null {
    const session = body.length >= 8 ? this.#sessions.get(body.readInt32BE(0)) : undefined;
    if (session && session.secret === body.readInt32BE(4)) session.cancel();
    socket.end();
    return null;
  }

  #tellStatus(socket: Socket, afterwards?: () => void): null {
    const status: HostStatus = { ...this.#options.status(), sessions: this.#sessions.size };
    socket.end(JSON.stringify(status), afterwards);
    return null;
  }

  #notify(notification: Buffer, channel: string): void {
    for (const id of this.#options.backend.channels.listenersOf(channel))
      this.#sessions.get(id)?.hear(notification);
  }
}
