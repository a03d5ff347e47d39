import { startOf } from '../../domain/day.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { Origin, RawAction, RawBar } from '../../domain/raw-bar.ts';
import type { Cells } from './cells.ts';
import { intervalNamed, symbolOfStooq } from './codes.ts';
import { contradicts, mixedDates } from './date-order.ts';
import { readFileName } from './file-name.ts';
import { Given } from './given.ts';
import type { ColumnRole, FileOptions } from './options.ts';
import { at, shown, unusable } from './problem.ts';
import { RowReader } from './row-reader.ts';
import { intervalOfSteps } from './spacing.ts';
import { StartTimes } from './start-times.ts';
import type { Table, TableName } from './table.ts';
import { LocalClock } from './zone.ts';

const batchRows = 400;
const rowsForSpacing = 1_000;

/** A table in a file: the file itself, or a member of a zip file. Each call of a method goes through it anew. */
export interface FilePart {
  /** What is known of all its rows; `place` is the path, and of a member `archive.zip/member.csv`. */
  readonly origin: Origin;
  /** Whose export it is: `yahoo`, `stooq`, …, or `table`. */
  readonly exportedBy: string;
  /** Some hundred at a time, in the order of the file. @throws StockulaError SOURCE_UNUSABLE */
  bars(): AsyncIterable<readonly RawBar[]>;
  /** None where the file has no such column. @throws StockulaError SOURCE_UNUSABLE */
  dividends(): AsyncIterable<readonly RawAction[]>;
  /** None where the file has no such column. @throws StockulaError SOURCE_UNUSABLE */
  splits(): AsyncIterable<readonly RawAction[]>;
}

/** @throws StockulaError SOURCE_UNUSABLE where symbol or interval cannot be found out */
export async function describePart(
  table: Table,
  name: TableName & { readonly writtenAt: number },
  options: FileOptions,
): Promise<FilePart> {
  const { layout } = table;
  const newReader = await readerFor(table, name, options);
  return {
    origin: {
      source: 'file',
      place: name.place,
      basis: options.basis ?? layout.export.basis,
      currency: options.currency ?? null,
      exchange: null,
      timeZone: options.zone ?? null,
      decimals: null,
      fetchedAt: options.asOf ?? dateSaid(options) ?? (name.writtenAt as EpochMicros),
    },
    exportedBy: layout.export.name,
    bars: () => batches<RawBar>(table, hasRole(table, 'close'), newReader, (reader) => reader.bars),
    dividends: () =>
      batches<RawAction>(table, hasRole(table, 'dividend'), newReader, (reader) => reader.dividends),
    splits: () => batches<RawAction>(table, hasRole(table, 'split'), newReader, (reader) => reader.splits),
  };
}

/** By UTC; whoever knows the exchange of an instrument knows better. */
function dateSaid({ asOfDate }: FileOptions): EpochMicros | undefined {
  return asOfDate === undefined ? undefined : ((startOf(asOfDate) * 1000) as EpochMicros);
}

function hasRole({ layout }: Table, role: ColumnRole): boolean {
  return layout.series.some(({ columns }) => columns[role] !== undefined);
}

async function* batches<Row>(
  table: Table,
  isThere: boolean,
  newReader: () => RowReader,
  methodOf: (reader: RowReader) => (cells: Cells, into: Row[]) => void,
): AsyncGenerator<readonly Row[]> {
  if (!isThere) return;
  const reader = newReader();
  const read = methodOf(reader).bind(reader);
  let batch: Row[] = [];
  for await (const _ of table.rows((cells) => read(cells, batch))) {
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function readerFor(
  table: Table,
  { place, fileName }: TableName,
  options: FileOptions,
): Promise<() => RowReader> {
  const { layout, order } = table;
  const named = readFileName(fileName);
  const { series } = layout;
  if (series.some(({ symbol, columns }) => symbol === null && columns.symbol === undefined)) {
    if ((options.symbol ?? named.symbol) === null) throw symbolMissing(place);
  }
  const isNeeded = hasRole(table, 'close') && !hasRole(table, 'interval');
  const isKnown = options.interval !== undefined || named.interval !== null || !isNeeded;
  const interval = isKnown ? named.interval : await intervalBySpacing(table, place);
  const clock = options.zone === undefined ? null : new LocalClock(options.zone);
  const isStooq = layout.export.name === 'stooq';
  return () =>
    new RowReader({
      series,
      symbol: new Given('symbol', place, {
        wished: options.symbol,
        found: named.symbol,
        ...(isStooq && { spelling: symbolOfStooq }),
      }),
      interval: new Given('interval', place, {
        wished: options.interval,
        found: interval,
        spelling: (text) => intervalNamed(text) ?? text,
      }),
      times: new StartTimes(clock, place),
      onBadTime: (text, line) => {
        if (options.dateFormat === undefined && contradicts(text, order))
          throw mixedDates({ text, line }, place);
      },
    });
}

async function intervalBySpacing(table: Table, place: string): Promise<string> {
  const steps: number[] = [];
  const last = new Map<string, number>();
  const [series] = table.layout.series;
  const { ts = 0, time, symbol } = series?.columns ?? {};
  let seen = 0;
  let unread: string | null = null;
  const look = (cells: Cells) => {
    seen += 1;
    const micros = cells.wallTime(ts, time)?.micros;
    if (micros === undefined) unread ??= `${shown(cells.text(ts))} on ${at(place, cells.position)}`;
    if (micros === undefined || seen > rowsForSpacing) return;
    const key = symbol === undefined ? '' : cells.text(symbol);
    const before = last.get(key);
    if (before !== undefined && before !== micros) steps.push(micros - before);
    last.set(key, micros);
  };
  for await (const _ of table.rows(look)) {
    if (seen >= rowsForSpacing) break;
  }
  const interval = intervalOfSteps(steps);
  if (interval !== null) return interval;
  if (last.size === 0 && unread !== null)
    throw unusable('dates, or times with their dates', unread, 'Correct them, or see --map and --dates.');
  throw unusable(
    `an interval in a column, in the file's name (AAPL-1h.csv) or in the spacing of its times`,
    steps.length === 0 ? `too few times in ${place} to tell` : `no single spacing in ${place}`,
    'Say --interval, as in --interval 1d or 1h.',
  );
}

function symbolMissing(place: string): Error {
  return unusable(
    "a symbol in a column or in the file's name (AAPL.csv, AAPL-1h.csv.gz, aapl.us.txt)",
    `none in ${place}`,
    'Say --symbol, as in --symbol AAPL.',
  );
}
