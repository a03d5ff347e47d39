import { at, unusable } from './problem.ts';

/** A text whose bytes can be read again and again from their beginning. */
export interface TextSource {
  /** For messages. */
  readonly place: string;
  /** The name that symbol and interval can be read from: the file's, or that of the member of a zip file. */
  readonly name: string;
  chunks(): AsyncIterable<Buffer>;
}

const utf16 = { fffe: 'utf-16le', feff: 'utf-16be' } as const;

/** The same text in UTF-8 without a byte order mark. */
export async function* utf8Chunks({ chunks, place }: TextSource): AsyncGenerator<Buffer> {
  let decode: ((chunk: Buffer) => Buffer) | null = null;
  for await (const chunk of withWholeStart(chunks())) {
    if (decode === null) {
      decode = decoderFor(chunk, place);
      const mark = chunk.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0;
      yield decode(chunk.subarray(mark));
    } else yield decode(chunk);
  }
}

/** The first chunk has at least four bytes, if the file has. */
async function* withWholeStart(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) yield chunk;
    else {
      start = Buffer.concat([start, chunk]);
      if (start.length < 4) continue;
      yield start;
      start = null;
    }
  }
  if (start !== null && start.length > 0) yield start;
}

function decoderFor(start: Buffer, place: string): (chunk: Buffer) => Buffer {
  const mark = start.toString('hex', 0, 2);
  if (mark !== 'fffe' && mark !== 'feff') return (chunk) => chunk;
  const decoder = new TextDecoder(utf16[mark], { fatal: true });
  let line = 1;
  return (chunk) => {
    try {
      const text = Buffer.from(decoder.decode(chunk, { stream: true }));
      for (let index = text.indexOf(10); index >= 0; index = text.indexOf(10, index + 1)) line += 1;
      return text;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw unusable(
        'text in UTF-16, as its byte order mark says',
        `bytes that are none, on or after ${at(place, line)}`,
        'Save the file as UTF-8.',
        error,
      );
    }
  };
}

/** The first bytes of a text, and whether they are all of it. */
export interface TextHead {
  readonly head: Buffer;
  readonly whole: boolean;
}

/** The first bytes of a text, at most so many. */
export async function headOf(chunks: AsyncIterable<Buffer>, bytes: number): Promise<TextHead> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > bytes) return { head: Buffer.concat(parts).subarray(0, bytes), whole: false };
  }
  return { head: Buffer.concat(parts), whole: true };
}
