import { connect } from 'node:net';
import type { HostStatus } from './host/protocol.ts';
import { statusRequestCode, stopRequestCode } from './wire/message-reader.ts';

const answerWithinMs = 5_000;

/** Asks the host behind a socket for its status; null if nothing answers. */
export function askStatus(socketPath: string): Promise<HostStatus | null> {
  return ask(socketPath, statusRequestCode);
}

/** Asks it to stop. It answers with its status, and stops as for SIGTERM; null if nothing answers. */
export function askToStop(socketPath: string): Promise<HostStatus | null> {
  return ask(socketPath, stopRequestCode);
}

function ask(socketPath: string, code: number): Promise<HostStatus | null> {
  const request = Buffer.alloc(8);
  request.writeInt32BE(request.length, 0);
  request.writeInt32BE(code, 4);
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const socket = connect(socketPath, () => socket.write(request));
    socket.setTimeout(answerWithinMs, () => socket.destroy());
    socket.on('data', (piece) => pieces.push(piece));
    // Nobody there, or nobody any more: `close` follows.
    socket.on('error', () => socket.destroy());
    socket.once('close', () =>
      resolve(pieces.length > 0 ? JSON.parse(Buffer.concat(pieces).toString()) : null),
    );
  });
}
