import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type SchemaElement,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { StockulaError } from '../../domain/errors.ts';
import { findLayout } from './layout.ts';
import { findNotations } from './notations.ts';
import type { FileLimits, FileOptions } from './options.ts';
import { parquetParsers, valuesOf } from './parquet-values.ts';
import { unusable } from './problem.ts';
import type { StableFile } from './stable-file.ts';
import type { Table } from './table.ts';
import { textOf, ValueCells } from './value-cells.ts';

const sampleRows = 1_000;
/** After so many rows what was collected is handed on. */
const stepRows = 4_096;

type Reading = (row: number) => unknown;

/** A Parquet file, read one row group at a time. @throws StockulaError SOURCE_UNUSABLE */
export async function openParquet(
  file: StableFile,
  options: FileOptions,
  limits: FileLimits,
): Promise<Table> {
  const place = file.path;
  const buffer = bufferOf(file);
  const metadata = await readMetadata(file);
  const elements = columnsOf(metadata);
  const header = elements.map(({ element }) => element.name);
  const layout = findLayout([header], { place, fileName: place, map: options.map });
  const used = new Set(layout.series.flatMap(({ columns }) => Object.values(columns)));
  const names = header.filter((_, index) => used.has(index));
  refuseLargeGroups(metadata, new Set(names), place, limits);
  const scan = () =>
    parquetScan({ file: buffer, metadata, columns: names, compressors, parsers: parquetParsers });
  const readGroup = async (rowStart: number, rowEnd: number): Promise<readonly (Reading | undefined)[]> => {
    const { readColumn } = await scan();
    const readings: (Reading | undefined)[] = [];
    for (const { element } of elements) {
      const { name } = element as SchemaElement;
      const isUsed = used.has(readings.length);
      readings.push(
        isUsed ? valuesOf(await readColumn({ column: name, rowStart, rowEnd }), element) : undefined,
      );
    }
    return readings;
  };
  const groups = rangesOf(metadata);
  const [first] = groups;
  if (!first) throw unusable('rows of market data', `none in ${place}`, 'Export the file again, with data.');
  const readings = await explained(place, () =>
    readGroup(first[0], Math.min(first[1], first[0] + sampleRows)),
  );
  const count = Math.min(first[1] - first[0], sampleRows);
  const sample = Array.from({ length: count }, (_, row) => ({
    line: row + 1,
    texts: readings.map((reading) => onlyText(reading?.(row))),
  }));
  const notations = findNotations(layout, sample, place, options);
  return {
    layout,
    order: notations.order,
    rows: async function* (visit) {
      for (const [rowStart, rowEnd] of groups) {
        const columns = await explained(place, () => readGroup(rowStart, rowEnd));
        let row = 0;
        const cells = new ValueCells(notations, (column) => columns[column]?.(row));
        for (; row < rowEnd - rowStart; row += 1) {
          cells.position = rowStart + row + 1;
          visit(cells);
          if (row % stepRows === 0) yield;
        }
        yield;
      }
    },
  };
}

const readMetadata = (file: StableFile): Promise<FileMetaData> =>
  explained(file.path, () => parquetMetadataAsync(bufferOf(file), { geoparquet: false }));

const columnsOf = (metadata: FileMetaData) =>
  parquetSchema(metadata).children.filter(({ children }) => children.length === 0);

/** The names of its columns. @throws StockulaError SOURCE_UNUSABLE */
export async function parquetHeader(file: StableFile): Promise<string[]> {
  return columnsOf(await readMetadata(file)).map(({ element }) => element.name);
}

function bufferOf(file: StableFile): AsyncBuffer {
  return {
    byteLength: file.size,
    slice: async (start, end = file.size) => {
      const bytes = new Uint8Array(Math.max(0, end - start));
      await file.read(bytes, start);
      return bytes.buffer;
    },
  };
}

/** First row and the one after the last, of each group. */
function rangesOf(metadata: FileMetaData): readonly (readonly [number, number])[] {
  let start = 0;
  const ranges: [number, number][] = [];
  for (const { num_rows } of metadata.row_groups) {
    const end = start + Number(num_rows);
    if (end > start) ranges.push([start, end]);
    start = end;
  }
  return ranges;
}

function refuseLargeGroups(
  metadata: FileMetaData,
  names: ReadonlySet<string>,
  place: string,
  { rowGroupBytes }: FileLimits,
): void {
  for (const { columns } of metadata.row_groups) {
    const sizes = columns
      .filter(({ meta_data }) => names.has(meta_data?.path_in_schema[0] ?? ''))
      .map(({ meta_data }) => Number(meta_data?.total_uncompressed_size ?? 0));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes <= rowGroupBytes) continue;
    throw unusable(
      `row groups of at most ${rowGroupBytes} bytes`,
      `one of ${bytes} in ${place}`,
      'Write the file with smaller row groups, as in row_group_size=1000000.',
    );
  }
}

/** The library throws plain errors, of several classes, wherever a file is not as it should be. */
async function explained<Answer>(place: string, read: () => Promise<Answer>): Promise<Answer> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StockulaError || !(error instanceof Error) || 'code' in error) throw error;
    throw unusable(
      'a whole Parquet file',
      `${place}, which cannot be read (${error.message})`,
      'Copy or export it again; encrypted files cannot be read.',
      error,
    );
  }
}

/** What has a type is written in one way: only texts can be of several notations. */
function onlyText(value: unknown): string {
  return typeof value === 'string' ? textOf(value) : '';
}
