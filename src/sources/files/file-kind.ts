import { unusable } from './problem.ts';

export type FileKind = 'gzip' | 'zip' | 'parquet' | 'text';

/** First bytes in hexadecimal → what such a file is. */
const readable: readonly (readonly [string, FileKind])[] = [
  ['1f8b', 'gzip'],
  ['504b0304', 'zip'],
  ['504b0506', 'zip'],
  ['50415231', 'parquet'],
];

const others: readonly (readonly [string, string])[] = [
  ['50415245', 'an encrypted Parquet file'],
  [
    '53514c69746520666f726d6174203300',
    'an SQLite database (`stockula migrate` reads those of the older application)',
  ],
  ['25504446', 'a PDF document'],
  ['d0cf11e0a1b11ae1', 'a document of an older Office (save it as CSV)'],
  ['425a68', 'compressed with bzip2 (unpack it first)'],
  ['28b52ffd', 'compressed with zstd (unpack it first)'],
  ['fd377a585a00', 'compressed with xz (unpack it first)'],
  ['377abcaf271c', 'a 7z archive (unpack it first)'],
  ['526172211a07', 'a RAR archive (unpack it first)'],
  ['4152524f5731', 'an Arrow file (save it as Parquet)'],
  ['894844460d0a1a0a', 'an HDF5 file (save it as Parquet)'],
];

/**
 * What a file is by its first bytes, whatever its name says.
 * @throws StockulaError SOURCE_UNUSABLE where it is nothing that can be read
 */
export function kindOf(start: Buffer, place: string): FileKind {
  const hex = start.toString('hex', 0, 16);
  const kind = readable.find(([magic]) => hex.startsWith(magic));
  if (kind) return kind[1];
  const other = others.find(([magic]) => hex.startsWith(magic));
  if (other) throw notText(place, other[1]);
  const isUtf16 = hex.startsWith('fffe') || hex.startsWith('feff');
  if (!isUtf16 && start.includes(0)) throw notText(place, 'binary data');
  return 'text';
}

/** @throws StockulaError SOURCE_UNUSABLE where what is inside an archive is no text */
export function refuseNonText(start: Buffer, place: string): void {
  const kind = kindOf(start, place);
  if (kind !== 'text') throw notText(place, `${kind} inside an archive (unpack the outer one first)`);
}

function notText(place: string, what: string): Error {
  return unusable(
    'a table as CSV, JSON or Parquet, or one in gzip or zip',
    `${place}, which is ${what}`,
    'Export the data in one of these formats.',
  );
}
