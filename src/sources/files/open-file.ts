import { namesColumns } from './columns.ts';
import { openCsv } from './csv-table.ts';
import { kindOf, refuseNonText } from './file-kind.ts';
import { openJson } from './json-table.ts';
import { defaultLimits, type FileLimits, type FileOptions } from './options.ts';
import { openParquet } from './parquet-table.ts';
import { describePart, type FilePart } from './part.ts';
import { unusable } from './problem.ts';
import { StableFile } from './stable-file.ts';
import type { Table, TableName } from './table.ts';
import { headOf, type TextSource, utf8Chunks } from './text-chunks.ts';
import { gunzip, UnpackMeter } from './unpack.ts';
import { listMembers, memberChunks, openZip } from './zip.ts';

/** Bytes at the beginning by which the kind of a file is told. */
const startBytes = 4_096;
/** Bytes at the beginning of a text that mostly tell what is in it. */
const textBytes = 16_384;

/**
 * Opens a file of market data: CSV, JSON or Parquet, plain, in gzip or in zip, where each member is a part of its own.
 * A part can be read until the next one is asked for. Memory stays flat however large the file is.
 * @param onSkipped is told the members of a zip file that are no tables
 * @throws StockulaError SOURCE_UNUSABLE with line and column where there are any
 */
export async function* openFile(
  path: string,
  options: FileOptions = {},
  onSkipped: (member: string) => void = () => undefined,
): AsyncGenerator<FilePart, void> {
  const file = await StableFile.open(path);
  const limits = { ...defaultLimits, ...options.limits };
  try {
    for await (const part of partsOf(file, options, limits, onSkipped)) yield unchanging(part, file);
  } catch (error) {
    // What changes while it is read shows as all sorts of damage.
    await file.refuseChange();
    throw error;
  } finally {
    await file.close();
  }
}

async function* partsOf(
  file: StableFile,
  options: FileOptions,
  limits: FileLimits,
  onSkipped: (member: string) => void,
): AsyncGenerator<FilePart> {
  for await (const { name, open } of tablesIn(file, options, limits, onSkipped))
    yield await describePart(await open(), name, options);
}

/** A table of a file that nobody has looked into yet. */
interface FoundTable {
  readonly name: TableName & { readonly writtenAt: number };
  /** Its text; null of a Parquet file. */
  readonly source: TextSource | null;
  /** @throws StockulaError SOURCE_UNUSABLE */
  open(): Promise<Table>;
}

/** The tables of a file: the file itself, or the members of an archive. @throws StockulaError SOURCE_UNUSABLE */
export async function* tablesIn(
  file: StableFile,
  options: FileOptions,
  limits: FileLimits,
  onSkipped: (member: string) => void,
): AsyncGenerator<FoundTable> {
  const { path, writtenAt } = file;
  const start = Buffer.alloc(Math.min(startBytes, file.size));
  await file.read(start, 0);
  const kind = kindOf(start, path);
  const name = { place: path, fileName: path, writtenAt };
  if (kind === 'zip') yield* membersOf(file, options, limits, onSkipped);
  else if (kind === 'parquet') yield { name, source: null, open: () => openParquet(file, options, limits) };
  else {
    const chunks =
      kind === 'gzip'
        ? () => gunzip(file.chunks(), path, new UnpackMeter(path, limits))
        : () => file.chunks();
    const source = { place: path, name: path, chunks };
    yield { name, source, open: () => openText(source, options, limits) };
  }
}

async function* membersOf(
  file: StableFile,
  options: FileOptions,
  limits: FileLimits,
  onSkipped: (member: string) => void,
): AsyncGenerator<FoundTable> {
  const zip = await openZip(file.path);
  try {
    const { tables, others } = await listMembers(zip, file.path, limits);
    for (const member of others) onSkipped(member);
    let found = 0;
    for (const entry of tables) {
      const place = `${file.path}/${entry.fileName}`;
      const chunks = () => memberChunks(zip, entry, place, new UnpackMeter(place, limits));
      const source = { place, name: entry.fileName, chunks };
      if (await isProse(source, options)) {
        onSkipped(entry.fileName);
        continue;
      }
      found += 1;
      const name = { place, fileName: entry.fileName, writtenAt: file.writtenAt };
      yield { name, source, open: () => openText(source, options, limits) };
    }
    if (found === 0) throw noTables(file.path);
  } finally {
    zip.close();
  }
}

/** Tables and notes are called .txt alike; a table names its columns in the first line. */
async function isProse(source: TextSource, { map }: FileOptions): Promise<boolean> {
  if (!/\.txt$/i.test(source.name)) return false;
  const { head } = await headOf(utf8Chunks(source), textBytes);
  const text = head.toString('utf8').trimStart();
  const isJson = text.startsWith('{') || text.startsWith('[');
  return text !== '' && !isJson && !namesColumns(text.split(/\r?\n/, 1)[0] ?? '', map);
}

async function openText(source: TextSource, options: FileOptions, limits: FileLimits): Promise<Table> {
  const begin = await headOf(utf8Chunks(source), textBytes);
  refuseNonText(begin.head, source.place);
  const text = begin.head.toString('utf8').trimStart();
  if (text === '') throw unusable('rows of market data', `nothing in ${source.place}`, 'Export it again.');
  const isJson = text.startsWith('{') || text.startsWith('[');
  return isJson ? await openJson(source, options, limits) : await openCsv(source, begin, options, limits);
}

/** The part, each pass through which ends with a look whether the file stayed as it was. */
function unchanging(part: FilePart, file: StableFile): FilePart {
  async function* checked<Batch>(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    try {
      yield* batches;
    } catch (error) {
      await file.refuseChange();
      throw error;
    }
    await file.refuseChange();
  }
  return {
    ...part,
    bars: () => checked(part.bars()),
    dividends: () => checked(part.dividends()),
    splits: () => checked(part.splits()),
  };
}

function noTables(path: string): Error {
  return unusable(
    'tables in a zip file (.csv, .txt, .tsv, .json, .jsonl)',
    `none in ${path}`,
    'Unpack it and look.',
  );
}
