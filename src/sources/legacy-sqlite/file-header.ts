import { unusable } from './source-errors.ts';

const magic = Buffer.from('SQLite format 3\0', 'latin1');

/** How many bytes of a file are looked at to tell what it is. */
export const sampleBytes = 4096;

const archiveMagics: ReadonlyArray<readonly [name: string, bytes: readonly number[]]> = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
];

/** Shannon entropy in bits per byte: random and encrypted bytes come close to 8, text and databases stay below 7. */
function entropyOf(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] = (counts[byte] ?? 0) + 1;
  return counts.reduce((sum, count) => {
    const share = count / bytes.length;
    return count === 0 ? sum : sum - share * Math.log2(share);
  }, 0);
}

function refuseForeign(path: string, start: Buffer): never {
  const archive = archiveMagics.find(([, bytes]) => bytes.every((byte, index) => start[index] === byte));
  if (archive !== undefined) {
    throw unusable(path, `which is compressed (${archive[0]})`, 'Unpack it and give the database inside.');
  }
  if (start.length >= 512 && entropyOf(start) > 7.3) {
    throw unusable(
      path,
      'whose bytes look random: it may be encrypted (SQLCipher)',
      'Decrypt it first, for example with sqlcipher_export, and give the decrypted copy.',
    );
  }
  throw unusable(path, 'which is not an SQLite file', 'Give the path of stockula.db or its like.');
}

export interface FileHeader {
  /** Whether the file is in write-ahead-log mode. */
  readonly walMode: boolean;
  /** The size in bytes the file says it has, or null where it does not know. */
  readonly statedBytes: number | null;
}

/**
 * Reads the 100-byte header of an SQLite file (https://www.sqlite.org/fileformat.html#the_database_header).
 * Throws SOURCE_UNUSABLE for anything else: an archive, an encrypted file, another format.
 */
export function readHeader(path: string, start: Buffer): FileHeader {
  if (!start.subarray(0, magic.length).equals(magic)) refuseForeign(path, start);
  if (start.length < 100) {
    throw unusable(
      path,
      `which is truncated: it ends after ${start.length} bytes`,
      'Copy or restore it again.',
    );
  }
  const rawPageSize = start.readUInt16BE(16);
  const pageSize = rawPageSize === 1 ? 65_536 : rawPageSize;
  // The page count is valid only if the last writer knew the field: then both counters agree.
  const countIsValid = start.readUInt32BE(24) === start.readUInt32BE(92);
  const pages = start.readUInt32BE(28);
  return {
    walMode: start[18] === 2 || start[19] === 2,
    statedBytes: countIsValid && pages > 0 ? pages * pageSize : null,
  };
}
