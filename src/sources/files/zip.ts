import type { Readable } from 'node:stream';
import { type Entry, open, type ZipFile } from 'yauzl';
import type { FileLimits } from './options.ts';
import { unusable } from './problem.ts';
import { explainZlib, UnpackMeter } from './unpack.ts';

const tables = /\.(csv|txt|tsv|tab|json|jsonl|ndjson)$/i;
const archives = /\.(zip|gz|tgz|7z|rar|bz2|xz|zst)$/i;
/** What macOS, Windows and editors leave behind. */
const hidden = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/;

/** The table members of a zip file, and the names of those that are something else. */
export interface ZipMembers {
  readonly tables: readonly Entry[];
  readonly others: readonly string[];
}

/** @throws StockulaError SOURCE_UNUSABLE where it is no zip file */
export async function openZip(path: string): Promise<ZipFile> {
  return await new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) reject(damaged(path, error));
      else resolve(zip);
    });
  });
}

/** @throws StockulaError SOURCE_UNUSABLE for encrypted and nested archives, and those made to do harm */
export async function listMembers(zip: ZipFile, path: string, limits: FileLimits): Promise<ZipMembers> {
  if (zip.entryCount > limits.members) {
    throw unusable(`at most ${limits.members} files in ${path}`, String(zip.entryCount), 'Unpack it first.');
  }
  const entries = await entriesOf(zip, path);
  const packed = entries.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  if (packed > zip.fileSize) {
    throw unusable(
      'members of a zip file side by side',
      `overlapping ones in ${path}`,
      'It is damaged or made to do harm: get it from its source again.',
    );
  }
  const visible = entries.filter(({ fileName }) => !fileName.endsWith('/') && !hidden.test(fileName));
  for (const entry of visible) refuseMember(entry, path);
  const wanted = visible.filter(({ fileName }) => tables.test(fileName));
  // What a member says is true: another size is an error when it is unpacked.
  new UnpackMeter(path, limits).count(
    wanted.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
    0,
    0,
  );
  return {
    tables: wanted,
    others: visible.filter(({ fileName }) => !tables.test(fileName)).map(({ fileName }) => fileName),
  };
}

function entriesOf(zip: ZipFile, path: string): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => reject(damaged(path, error)));
    zip.readEntry();
  });
}

function refuseMember(entry: Entry, path: string): void {
  const { fileName } = entry;
  if (fileName === '[Content_Types].xml') {
    throw unusable(
      'a zip file of tables',
      `${path}, which is a workbook or document`,
      'Save each sheet as CSV.',
    );
  }
  if (entry.isEncrypted()) {
    throw unusable('a zip file without a password', `${fileName} in ${path}, encrypted`, 'Unpack it first.');
  }
  if (archives.test(fileName)) {
    throw unusable(
      'tables in a zip file',
      `an archive in it: ${fileName} in ${path}`,
      'Unpack the outer one first.',
    );
  }
}

/** What a member unpacks to. */
export async function* memberChunks(
  zip: ZipFile,
  entry: Entry,
  place: string,
  meter: UnpackMeter,
): AsyncGenerator<Buffer> {
  const stream = await openMember(zip, entry, place);
  let done = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      done += chunk.length;
      meter.count(chunk.length, done, entry.compressedSize);
      yield chunk;
    }
  } catch (error) {
    throw explainZip(error, place);
  } finally {
    stream.destroy();
  }
}

function openMember(zip: ZipFile, entry: Entry, place: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(damaged(place, error));
      else resolve(stream);
    });
  });
}

/** yauzl tells of sizes that differ from the directory's, and of damage, by errors without a code. */
function explainZip(error: unknown, place: string): unknown {
  const explained = explainZlib(error, place);
  const isPlain = explained === error && error instanceof Error && error.constructor === Error;
  return isPlain && !('code' in error) ? damaged(place, error) : explained;
}

function damaged(place: string, error: Error): Error {
  return unusable(
    'a whole zip file',
    `${place}, which cannot be read (${error.message})`,
    'Copy or download it again.',
    error,
  );
}
