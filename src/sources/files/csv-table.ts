import { CsvCells } from './csv-cells.ts';
import { type CsvRecord, CsvScanner, fieldText } from './csv-scanner.ts';
import { findDelimiter } from './delimiter.ts';
import { findLayout, type Layout } from './layout.ts';
import { datesAreLocal, findNotations, type SampleRow } from './notations.ts';
import type { FileLimits, FileOptions } from './options.ts';
import { at, unusable } from './problem.ts';
import type { Table } from './table.ts';
import { headOf, type TextHead, type TextSource, utf8Chunks } from './text-chunks.ts';

/** Where the beginning does not tell what a file holds, so many bytes must: a line of the greatest length and more. */
const moreBytes = 2 ** 20 + 1;

interface Dialect {
  readonly delimiter: string;
  readonly place: string;
  readonly lineBytes: number;
}

/** @throws StockulaError SOURCE_UNUSABLE where it is no table of market data that can be understood */
export async function openCsv(
  source: TextSource,
  begin: TextHead,
  options: FileOptions,
  limits: FileLimits,
): Promise<Table> {
  const { place } = source;
  const { dialect, found, sample } = await firstRows(source, begin, options, limits);
  if (sample.length === 0) throw headerOnly(place);
  const { format, order } = findNotations(found, sample, place, options);
  const layout = withTickVolume(found, sample);
  return {
    layout,
    order,
    rows: async function* (visit) {
      let header = layout.headerRecords;
      let cells: CsvCells | null = null;
      const scanner = new CsvScanner(dialect, (record) => {
        if (record.count !== layout.header.length && refuseWidth(record, layout.header.length, dialect))
          return;
        if (header > 0) {
          header -= 1;
          return;
        }
        cells ??= new CsvCells(record, format, order);
        visit(cells);
      });
      for await (const chunk of utf8Chunks(source)) {
        scanner.push(chunk);
        yield;
      }
      scanner.end();
      yield;
    },
  };
}

interface FirstRows {
  readonly dialect: Dialect;
  readonly found: Layout;
  readonly sample: readonly SampleRow[];
}

async function firstRows(
  source: TextSource,
  { head, whole }: TextHead,
  options: FileOptions,
  limits: FileLimits,
): Promise<FirstRows> {
  const { place, name } = source;
  const more = async () =>
    await firstRows(source, await headOf(utf8Chunks(source), moreBytes), options, limits);
  const dialect = {
    delimiter: options.delimiter ?? findDelimiter(head, place),
    place,
    lineBytes: limits.lineBytes,
  };
  const rows = recordsOf(head, whole, dialect);
  const isLast = whole || head.length === moreBytes;
  if (rows.length < 4 && !isLast) return await more();
  const found = findLayout(
    rows.map(({ texts }) => texts),
    { place, fileName: name, map: options.map },
  );
  const sample = rows.slice(found.headerRecords);
  const isEnough = isLast || !datesAreLocal(found, sample);
  return isEnough ? { dialect, found, sample } : await more();
}

/** The records that the beginning of a file holds whole. */
export function recordsOf(head: Buffer, whole: boolean, dialect: Dialect): SampleRow[] {
  const rows: SampleRow[] = [];
  let width = 0;
  const scanner = new CsvScanner(dialect, (record) => {
    if (width === 0) width = record.count;
    if (record.count !== width && refuseWidth(record, width, dialect)) return;
    const texts = Array.from({ length: record.count }, (_, index) => fieldText(record, index));
    rows.push({ line: record.line, texts });
  });
  scanner.push(head);
  if (whole) scanner.end();
  return rows;
}

/** True for a line of spaces. @throws StockulaError SOURCE_UNUSABLE for all others */
function refuseWidth(record: CsvRecord, width: number, { delimiter, place }: Dialect): boolean {
  if (record.count === 1 && fieldText(record, 0).trim() === '') return true;
  const isDecimalComma = delimiter === ',' && record.count > width;
  throw unusable(
    `${width} fields, as the first line has`,
    `${record.count} on ${at(place, record.line)}`,
    isDecimalComma
      ? 'If that are decimal commas, export with semicolons or quoted numbers; otherwise correct the line.'
      : 'Correct or remove the line; if it is the last one, the file may be cut off.',
  );
}

function headerOnly(place: string): Error {
  return unusable(
    'rows of market data',
    `the names of columns only in ${place}`,
    'Export the file again, with data.',
  );
}

/** MetaTrader knows no volume of currencies: its column is zero then, and the count of ticks stands for it. */
function withTickVolume(layout: Layout, sample: readonly SampleRow[]): Layout {
  const [series] = layout.series;
  const ticks = layout.header.findIndex((name) => name.toLowerCase() === '<tickvol>');
  const volume = series?.columns.volume;
  if (!series || ticks < 0 || volume === undefined) return layout;
  if (sample.some(({ texts }) => Number(texts[volume]) !== 0)) return layout;
  return { ...layout, series: [{ ...series, columns: { ...series.columns, volume: ticks } }] };
}
