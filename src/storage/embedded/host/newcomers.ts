import type { Socket } from 'node:net';

/**
 * Connections that were made and are not let in: still shaking hands, or refused and slow to go. None stays for
 * longer than a handshake may take, however it was cut into pieces, and none counts as a session.
 */
export class Newcomers {
  readonly #patienceMs: number;
  readonly #timers = new Map<Socket, NodeJS.Timeout>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  arrive(socket: Socket): void {
    this.#timers.set(
      socket,
      setTimeout(() => socket.destroy(), this.#patienceMs),
    );
    socket.once('close', () => this.letIn(socket));
  }

  /** From here on the connection is its session's concern. */
  letIn(socket: Socket): void {
    clearTimeout(this.#timers.get(socket));
    this.#timers.delete(socket);
  }

  sendAway(): void {
    for (const socket of this.#timers.keys()) socket.destroy();
  }
}
