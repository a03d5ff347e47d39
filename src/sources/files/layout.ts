import { type Columns, findColumns } from './columns.ts';
import { type KnownExport, recogniseExport, yfinanceDownload } from './exports.ts';
import type { FileOptions } from './options.ts';
import { unusable } from './problem.ts';

/** The columns of one symbol; most files have one such set. */
export interface SeriesColumns {
  /** Where the header says it; null where a column, the user or the file's name does. */
  readonly symbol: string | null;
  readonly columns: Columns;
}

export interface Layout {
  readonly export: KnownExport;
  readonly header: readonly string[];
  /** How many records the header takes. */
  readonly headerRecords: number;
  readonly series: readonly SeriesColumns[];
}

/** Prices of a thousand symbols and more side by side; what is wider would take time without end. */
const mostColumns = 10_000;

/**
 * What the columns of a table mean.
 * @param rows its first records
 * @throws StockulaError SOURCE_UNUSABLE where needed columns are missing or doubled
 */
export function findLayout(
  rows: readonly (readonly string[])[],
  { place, fileName, map }: { place: string; fileName: string; map: FileOptions['map'] },
): Layout {
  const header = rows[0] ?? [];
  if (header.length > mostColumns) throw tooWide(header.length, place);
  const tickers = tickerHeader(rows);
  if (tickers === null) {
    return {
      export: recogniseExport(header, fileName),
      header,
      headerRecords: 1,
      series: [{ symbol: null, columns: findColumns(header, place, map) }],
    };
  }
  const symbols = [...new Set(tickers.symbols.slice(1))];
  const columnsOf = (symbol: string) =>
    findColumns(
      tickers.fields.map((field, index) =>
        index === 0 ? 'Date' : tickers.symbols[index] === symbol ? field : '',
      ),
      place,
      map,
    );
  return {
    export: yfinanceDownload(tickers.fields),
    header: tickers.fields,
    headerRecords: 3,
    series: symbols.map((symbol) => ({ symbol, columns: columnsOf(symbol) })),
  };
}

/** yfinance's header of three lines: names of prices, symbols (either may come first), name of the index. */
function tickerHeader(
  rows: readonly (readonly string[])[],
): { fields: readonly string[]; symbols: readonly string[] } | null {
  const [first, second, third] = rows;
  if (!first || !second || !third?.slice(1).every((field) => field === '')) return null;
  if (second[0] === 'Ticker') return { fields: first, symbols: second };
  if (first[0] === 'Ticker') return { fields: second, symbols: first };
  return null;
}

function tooWide(columns: number, place: string): Error {
  return unusable(
    `a table of at most ${mostColumns} columns, or keys of its objects`,
    `${columns} in ${place}`,
    'Export it with one row for each symbol and time, or in several files.',
  );
}
