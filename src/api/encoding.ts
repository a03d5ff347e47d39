import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { qualities } from './qualities.ts';

export type Encoding = 'identity' | 'gzip' | 'br';

/** What goes into one packet gains nothing. */
const leastBytes = 1_024;
/** Brotli at this level is about as quick as gzip, and smaller. */
const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } };
const gzipped = promisify(zlib.gzip);
const brotlied = promisify<Buffer, zlib.BrotliOptions, Buffer>(zlib.brotliCompress);

/** What Accept-Encoding prefers; brotli among equals. */
export function encodingFor(header: string | undefined): Encoding {
  if (header === undefined) return 'identity';
  // What nearly everybody sends, without taking it apart.
  if (header.startsWith('gzip, deflate, br')) return 'br';
  const asked = qualities(header);
  const quality = (name: Encoding): number => asked.get(name) ?? asked.get('*') ?? 0;
  if (quality('br') > 0 && quality('br') >= quality('gzip')) return 'br';
  return quality('gzip') > 0 ? 'gzip' : 'identity';
}

/** @returns the bytes themselves where they are too few */
export async function compressed(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'identity' || bytes.length < leastBytes) return bytes;
  return encoding === 'br' ? brotlied(bytes, brotli) : gzipped(bytes);
}

/** Compresses what passes; null where nothing is to be done. */
export function compressor(encoding: Encoding): Transform | null {
  if (encoding === 'br') return zlib.createBrotliCompress(brotli);
  return encoding === 'gzip' ? zlib.createGzip() : null;
}
