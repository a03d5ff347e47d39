import { messagesIn } from './messages.ts';

/** Size of the buffer in which PostgreSQL receives messages. */
const receiveBuffer = 8192;
/** A Flush asks for nothing that the backend does not send anyway. */
const flush = Buffer.from([0x48, 0, 0, 0, 4]);

/**
 * The same messages, all moved a little where one of them would end exactly with the engine's receive buffer: it
 * would take the empty buffer for the end of the input and drop what follows, and the client would wait for ever.
 * The last one may end there, since nothing follows.
 */
export function avoidBufferBoundary(messages: Buffer): Buffer {
  const ends = new Set<number>();
  let end = 0;
  for (const { type, bytes } of messagesIn(messages)) {
    end += bytes.length;
    // Data of a COPY is read by other means, which do not stumble.
    if (type !== 'd' && end < messages.length) ends.add(end % receiveBuffer);
  }
  let moved = 0;
  // Every step meets another place in the buffer, so this ends unless messages end at all of them.
  while (ends.size < receiveBuffer && ends.has((receiveBuffer - (moved % receiveBuffer)) % receiveBuffer))
    moved += flush.length;
  if (moved === 0) return messages;
  const padding = Array.from({ length: moved / flush.length }, () => flush);
  return Buffer.concat([...padding, messages]);
}
