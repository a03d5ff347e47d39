import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FileLimits } from './options.ts';
import { unusable } from './problem.ts';

/** Counts what an archive, or a member of one, unpacks to. */
export class UnpackMeter {
  readonly #place: string;
  readonly #limits: FileLimits;
  #total = 0;

  constructor(place: string, limits: FileLimits) {
    this.#place = place;
    this.#limits = limits;
  }

  /**
   * `added` more bytes came, `unpacked` so far of `packed` compressed ones.
   * @throws StockulaError SOURCE_UNUSABLE
   */
  count(added: number, unpacked: number, packed: number): void {
    const { unpackedBytes, ratio, ratioFromBytes } = this.#limits;
    this.#total += added;
    if (this.#total > unpackedBytes) throw this.#bomb(`more than ${unpackedBytes} bytes`);
    if (unpacked > ratioFromBytes && unpacked > packed * ratio) {
      throw this.#bomb(`more than ${ratio} bytes for each compressed byte`);
    }
  }

  #bomb(what: string): Error {
    return unusable(
      'an archive of market data',
      `${this.#place}, which unpacks to ${what}`,
      'It may be made to fill memory or disk. If you trust it, unpack it first and read what comes out.',
    );
  }
}

/** What gzipped bytes unpack to. @throws StockulaError SOURCE_UNUSABLE where they are cut off or damaged */
export async function* gunzip(
  packed: AsyncIterable<Buffer>,
  place: string,
  meter: UnpackMeter,
): AsyncGenerator<Buffer> {
  const stream = createGunzip({ chunkSize: 65_536 });
  let done = 0;
  try {
    // The callback's error also reaches whoever reads the stream.
    pipeline(packed, stream, () => undefined);
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      done += chunk.length;
      meter.count(chunk.length, done, stream.bytesWritten);
      yield chunk;
    }
  } catch (error) {
    throw explainZlib(error, place);
  } finally {
    stream.destroy();
  }
}

/** What is wrong with compressed bytes, in words; everything else as it is. */
export function explainZlib(error: unknown, place: string): unknown {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) return error;
  const isCut = error.code === 'Z_BUF_ERROR';
  return unusable(
    'whole compressed data',
    isCut ? `${place}, which is cut off` : `${place}, which is damaged (${error.message})`,
    'Copy or download it again.',
    error,
  );
}
