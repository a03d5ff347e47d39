// The parts of PostgreSQL's frontend/backend protocol 3.0 that the multiplexer reads and writes.
// https://www.postgresql.org/docs/17/protocol-message-formats.html

/** A message after startup: its type letter and all of its bytes, header included. */
export interface WireMessage {
  readonly type: string;
  readonly bytes: Buffer;
}

const headerBytes = 5;

/** One message of type `type` with this body. */
export function message(type: string, ...body: (string | Uint8Array)[]): Buffer {
  const parts = body.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const header = Buffer.allocUnsafe(headerBytes);
  header.write(type, 0, 'latin1');
  header.writeInt32BE(length + 4, 1);
  return Buffer.concat([header, ...parts], headerBytes + length);
}

export const simpleQuery = (sql: string): Buffer => message('Q', sql);
export const sync = (): Buffer => message('S');
export const closeStatement = (name: string): Buffer => message('C', `S${name}`);
export const parameterStatus = (name: string, value: string): Buffer => message('S', name, value);
export const commandComplete = (tag: string): Buffer => message('C', tag);
export const readyForQuery = (status: 'I' | 'T' | 'E'): Buffer => message('Z', Buffer.from(status));
export const authenticationOk = (): Buffer => message('R', Buffer.from([0, 0, 0, 0]));
export const askForPassword = (): Buffer => message('R', Buffer.from([0, 0, 0, 3]));
/** Text format, no columns announced: what a server says before a client may send COPY data. */
export const copyInResponse = (): Buffer => message('G', Buffer.from([0, 0, 0]));

/** An error as PostgreSQL sends it. `code` is a SQLSTATE. */
export function errorResponse(
  severity: 'ERROR' | 'FATAL',
  code: string,
  text: string,
  hint?: string,
): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${text}`];
  if (hint) fields.push(`H${hint}`);
  return message('E', ...fields, Buffer.from([0]));
}

export function backendKey(processId: number, secret: number): Buffer {
  const body = Buffer.allocUnsafe(8);
  body.writeInt32BE(processId, 0);
  body.writeInt32BE(secret, 4);
  return message('K', body);
}

/** The messages in a whole answer of the backend, in order. */
export function* messagesIn(answer: Buffer): Generator<WireMessage> {
  let offset = 0;
  while (offset + headerBytes <= answer.length) {
    const end = offset + 1 + answer.readInt32BE(offset + 1);
    yield { type: String.fromCharCode(answer[offset] ?? 0), bytes: answer.subarray(offset, end) };
    offset = end;
  }
}

/** The NUL-terminated text that starts at `offset`, and where the next field begins. */
export function textAt(bytes: Buffer, offset: number): { text: string; next: number } {
  const end = bytes.indexOf(0, offset);
  const stop = end < 0 ? bytes.length : end;
  return { text: bytes.toString('utf8', offset, stop), next: stop + 1 };
}
