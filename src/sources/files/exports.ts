import type { AdjustmentBasis } from '../../domain/bar.ts';
import { plainName } from './columns.ts';
import { stem } from './file-name.ts';
import type { DateOrder } from './options.ts';

/** What is known of all files that a program or site exports. */
export interface KnownExport {
  readonly name: string;
  /** What the prices are adjusted for. */
  readonly basis: AdjustmentBasis;
  readonly dateOrder?: DateOrder;
}

interface Recognised extends KnownExport {
  /** Names that all must be there. */
  readonly has: readonly string[];
  /** For exports whose names are not enough. */
  readonly test?: (header: readonly string[], fileName: string) => boolean;
}

const stooqName = /^\^?[a-z0-9.-]+(_[a-z]{2})?_[dwm]$/;

/** The first that fits decides. `docs/sources.md` has the same table. */
const known: readonly Recognised[] = [
  { name: 'yfinance', basis: 'split', has: ['adj close', 'dividends', 'stock splits'] },
  { name: 'yfinance', basis: 'total', has: ['close', 'dividends', 'stock splits'] },
  { name: 'yahoo', basis: 'split', has: ['open', 'close', 'adj close'] },
  { name: 'yahoo', basis: 'split', has: ['date', 'dividends'] },
  { name: 'yahoo', basis: 'split', has: ['date', 'stock splits'] },
  { name: 'tiingo', basis: 'raw', has: ['close', 'adjclose', 'divcash', 'splitfactor'] },
  { name: 'alphavantage', basis: 'raw', has: ['timestamp', 'adjusted close', 'dividend amount'] },
  { name: 'nasdaq', basis: 'split', dateOrder: 'mdy', has: ['date', 'close/last'] },
  { name: 'investing', basis: 'split', has: ['date', 'price', 'change %'] },
  { name: 'metatrader', basis: 'raw', has: ['date', 'open', 'tickvol'] },
  { name: 'stooq', basis: 'total', has: ['ticker', 'per', 'date', 'time'] },
  {
    name: 'stooq',
    basis: 'total',
    has: ['date', 'open', 'close'],
    test: (_, fileName) => stooqName.test(stem(fileName)),
  },
  {
    name: 'tradingview',
    basis: 'split',
    has: ['time', 'open', 'high', 'low', 'close'],
    test: (header) => header[0] === 'time',
  },
];

const other: KnownExport = { name: 'table', basis: 'raw' };

/** Whose export a file is, by the names of its columns; `table` for all that is not known. */
export function recogniseExport(header: readonly string[], fileName: string): KnownExport {
  const plain = new Set(header.map(plainName));
  const fits = ({ has, test }: Recognised) =>
    has.every((name) => plain.has(name)) && (test?.(header, fileName) ?? true);
  return known.find(fits) ?? other;
}

/** yfinance's download of one or several symbols: adjusted for dividends too, unless it says so in a column. */
export function yfinanceDownload(header: readonly string[]): KnownExport {
  return {
    name: 'yfinance',
    basis: header.some((name) => plainName(name) === 'adj close') ? 'split' : 'total',
  };
}
