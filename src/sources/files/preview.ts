import type { AdjustmentBasis } from '../../domain/bar.ts';
import { type ErrorParts, StockulaError } from '../../domain/errors.ts';
import type { RawBar } from '../../domain/raw-bar.ts';
import { proposeColumns } from './columns.ts';
import { recordsOf } from './csv-table.ts';
import { findDelimiter } from './delimiter.ts';
import { recogniseExport } from './exports.ts';
import { refuseNonText } from './file-kind.ts';
import { readFileName } from './file-name.ts';
import { firstObjects } from './json-table.ts';
import { tablesIn } from './open-file.ts';
import {
  type ColumnRole,
  columnRoles,
  type DateOrder,
  defaultLimits,
  type FileLimits,
  type FileOptions,
} from './options.ts';
import { parquetHeader } from './parquet-table.ts';
import { describePart } from './part.ts';
import { StableFile } from './stable-file.ts';
import { headOf, type TextSource, utf8Chunks } from './text-chunks.ts';
import { textOf } from './value-cells.ts';

/** What can be seen of a file before it is imported: of its first table, where it is an archive of several. */
export interface FilePreview {
  /** Name of the table within an archive; null: the file is the table. */
  readonly member: string | null;
  /** Members of an archive that are no tables and are left out. */
  readonly skipped: readonly string[];
  /** Whose export it is: `yahoo`, `stooq`, …, or `table`. */
  readonly exportedBy: string;
  readonly columns: readonly string[];
  /** The first rows as they are written; none of a Parquet file. */
  readonly rows: readonly (readonly string[])[];
  /** Which column means what, as far as it is known. */
  readonly mapping: Readonly<Partial<Record<ColumnRole, string>>>;
  readonly symbol: string | null;
  readonly interval: string | null;
  readonly basis: AdjustmentBasis;
  readonly dateFormat: DateOrder | null;
  /** The first bars as they would be read; none where there is a problem, or there are none. */
  readonly bars: readonly RawBar[];
  /** Why it cannot be imported so. */
  readonly problem: ErrorParts | null;
}

const shownRows = 10;
const headBytes = 65_536;

/**
 * Looks at the beginning of a file as an import with these options would, and tells what is missing for one.
 * @throws StockulaError SOURCE_UNUSABLE where it is no table at all
 */
export async function previewFile(path: string, options: FileOptions): Promise<FilePreview> {
  const file = await StableFile.open(path);
  const limits = { ...defaultLimits, ...options.limits };
  const skipped: string[] = [];
  try {
    for await (const { name, source, open } of tablesIn(file, options, limits, (one) => skipped.push(one))) {
      const { columns, rows } = await headRows(file, source, options, limits);
      const known = {
        member: name.place === path ? null : name.fileName,
        skipped,
        columns,
        rows: rows.slice(0, shownRows),
      };
      const guess = guessed(columns, name.fileName, options);
      try {
        const table = await open();
        const part = await describePart(table, name, options);
        const bars = await firstBars(part.bars());
        const [series] = table.layout.series;
        return {
          ...known,
          exportedBy: part.exportedBy,
          mapping: namesOf(series?.columns ?? {}, table.layout.header),
          symbol: bars[0]?.symbol ?? guess.symbol,
          interval: bars[0]?.interval ?? guess.interval,
          basis: part.origin.basis,
          dateFormat: table.order,
          bars,
          problem: null,
        };
      } catch (error) {
        if (!(error instanceof StockulaError) || error.code !== 'SOURCE_UNUSABLE') throw error;
        return { ...known, ...guess, bars: [], problem: error.parts };
      }
    }
  } finally {
    await file.close();
  }
  throw new Error('a file without a table was taken');
}

async function firstBars(batches: AsyncIterable<readonly RawBar[]>): Promise<RawBar[]> {
  for await (const batch of batches) return batch.slice(0, shownRows);
  return [];
}

interface HeadRows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

async function headRows(
  file: StableFile,
  source: TextSource | null,
  options: FileOptions,
  limits: FileLimits,
): Promise<HeadRows> {
  if (source === null) return { columns: await parquetHeader(file), rows: [] };
  const { head, whole } = await headOf(utf8Chunks(source), headBytes);
  refuseNonText(head, source.place);
  const text = head.toString('utf8', 0, 64).trimStart();
  if (text.startsWith('{') || text.startsWith('[')) {
    const objects = (await firstObjects(source, limits)).slice(0, shownRows);
    const columns = [...new Set(objects.flatMap(({ object }) => Object.keys(object)))];
    return { columns, rows: objects.map(({ object }) => columns.map((name) => textOf(object[name]))) };
  }
  const { place } = source;
  const delimiter = options.delimiter ?? findDelimiter(head, place);
  const records = recordsOf(head, whole, { delimiter, place, lineBytes: limits.lineBytes });
  const [header, ...rows] = records.map(({ texts }) => texts);
  return { columns: header ?? [], rows };
}

/** What names tell of a table that cannot be read yet. */
function guessed(
  columns: readonly string[],
  fileName: string,
  { map = {}, symbol, interval, basis, dateFormat }: FileOptions,
) {
  const named = readFileName(fileName);
  const known = recogniseExport(columns, fileName);
  const found = namesOf(proposeColumns(columns), columns);
  return {
    exportedBy: known.name,
    mapping: { ...found, ...map },
    symbol: symbol ?? named.symbol,
    interval: interval ?? named.interval,
    basis: basis ?? known.basis,
    dateFormat: dateFormat ?? known.dateOrder ?? null,
  };
}

function namesOf(
  columns: Readonly<Partial<Record<ColumnRole, number>>>,
  header: readonly string[],
): Partial<Record<ColumnRole, string>> {
  const names: Partial<Record<ColumnRole, string>> = {};
  for (const role of columnRoles) {
    const name = header[columns[role] ?? -1];
    if (name !== undefined) names[role] = name;
  }
  return names;
}
