// What the host and its engine process say to each other over the engine's stdin and stdout:
// a four-byte length, a kind of one byte, then the payload.

export const frameKinds = {
  /** host → engine: bytes of the PostgreSQL wire protocol to run */
  run: 1,
  /** host → engine: close the database and exit */
  stop: 2,
  /** engine → host: the database is open */
  ready: 3,
  /** engine → host: the answer to `run` */
  answer: 4,
  /** engine → host: the engine cannot go on; JSON of EngineFailure. It exits afterwards. */
  failed: 5,
} as const;

export type FrameKind = (typeof frameKinds)[keyof typeof frameKinds];

/** Why an engine could not open or go on. */
export interface EngineFailure {
  readonly reason: 'locked' | 'engine-left-behind' | 'crashed' | 'disk-full' | 'cannot-open';
  readonly message: string;
}

export interface Frame {
  readonly kind: number;
  readonly payload: Buffer;
}

const headerBytes = 5;

export function frameHeader(kind: FrameKind, payloadBytes: number): Buffer {
  const header = Buffer.allocUnsafe(headerBytes);
  header.writeUInt32LE(payloadBytes, 0);
  header.writeUInt8(kind, 4);
  return header;
}

/** Cuts a byte stream into frames. */
export async function* readFrames(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of stream) {
    held.push(chunk);
    heldBytes += chunk.length;
    let needed = frameBytes(held, heldBytes);
    if (heldBytes < needed) continue;
    let bytes = held.length === 1 ? chunk : Buffer.concat(held, heldBytes);
    while (bytes.length >= needed) {
      yield { kind: bytes.readUInt8(4), payload: bytes.subarray(headerBytes, needed) };
      bytes = bytes.subarray(needed);
      needed = frameBytes([bytes], bytes.length);
    }
    held = bytes.length === 0 ? [] : [bytes];
    heldBytes = bytes.length;
  }
}

/** How long the first frame is, or the header alone while its length is not known yet. */
function frameBytes(held: Buffer[], heldBytes: number): number {
  if (heldBytes < headerBytes) return headerBytes;
  const first = held[0];
  const start = first && first.length >= headerBytes ? first : Buffer.concat(held, heldBytes);
  return headerBytes + start.readUInt32LE(0);
}
