import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Day, EpochMicros } from '../../domain/nominal.ts';

/** What a column of a file means. `time` is a clock time beside a date; all else is named as in `RawBar`. */
export const columnRoles = [
  'symbol',
  'interval',
  'ts',
  'time',
  'open',
  'high',
  'low',
  'close',
  'adjClose',
  'volume',
  'dividend',
  'split',
] as const;

export type ColumnRole = (typeof columnRoles)[number];

/** What people call a role. */
export const roleName = (role: ColumnRole): string => (role === 'ts' ? 'date' : role);

/**
 * Whether 02/03 is the second of March (`dmy`) or the third of February (`mdy`); `ymd`: neither occurs; `excel`: days
 * since 1899-12-30 occur, as spreadsheets count them.
 */
export type DateOrder = 'ymd' | 'dmy' | 'mdy' | 'excel';

/** What the user says of a file; what is left out is found in the file or its name. */
export interface FileOptions {
  readonly symbol?: string;
  readonly interval?: string;
  /** Role → the column's name in the file: `{ ts: 'Datum', open: 'Eröffnung' }`. */
  readonly map?: Readonly<Partial<Record<ColumnRole, string>>>;
  readonly basis?: AdjustmentBasis;
  /** IANA zone of the times that are written without one. */
  readonly zone?: string;
  readonly delimiter?: ',' | ';' | '\t' | '|';
  readonly decimal?: '.' | ',';
  readonly dateFormat?: DateOrder;
  readonly currency?: string;
  /** When its prices were quoted, where the file was not written then: adjusted ones hold the splits up to that time. */
  readonly asOf?: EpochMicros;
  /** The same by a date at the exchange of each instrument, which is no one moment for all of them. */
  readonly asOfDate?: Day;
  readonly limits?: Partial<FileLimits>;
}

/** Against files that are made to exhaust memory or disk, or that are no market data at all. */
export interface FileLimits {
  /** A line of CSV, an object of JSON; bytes. */
  readonly lineBytes: number;
  /** What archives may unpack to altogether; bytes. */
  readonly unpackedBytes: number;
  /** How many bytes may come of one compressed byte, once more than `ratioFromBytes` came. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Members of a zip file. */
  readonly members: number;
  /** A row group of a Parquet file unpacked, the least part that can be read; bytes. */
  readonly rowGroupBytes: number;
}

const mebibyte = 2 ** 20;

export const defaultLimits: FileLimits = {
  lineBytes: mebibyte,
  unpackedBytes: 256 * 1024 * mebibyte,
  ratio: 200,
  ratioFromBytes: 16 * mebibyte,
  members: 100_000,
  rowGroupBytes: 1024 * mebibyte,
};
