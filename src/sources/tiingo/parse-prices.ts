import type { EpochMicros } from '../../domain/nominal.ts';
import type { Origin, RawAction, RawBar } from '../../domain/raw-bar.ts';
import type { BarRequest, FetchedSeries } from '../../domain/source.ts';
import { microsOfDate } from '../read-text.ts';
import type { TiingoRow } from './rows.ts';

/** The rows of one answer. */
export interface Batch {
  readonly rows: readonly TiingoRow[];
  readonly place: string;
  readonly at: EpochMicros;
}

function originOf(place: string, fetchedAt: EpochMicros): Origin {
  return {
    source: 'tiingo',
    place,
    basis: 'raw',
    currency: 'USD',
    exchange: null,
    timeZone: 'America/New_York',
    decimals: null,
    fetchedAt,
  };
}

/** Daily rows have the session date as `2026-01-30T00:00:00.000Z`. */
const sessionOf = ({ date }: TiingoRow) => microsOfDate(date.slice(0, 10));

function momentOf({ date }: TiingoRow): EpochMicros | string {
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? date : ((ms * 1000) as EpochMicros);
}

function barsOf(
  { symbol, interval }: BarRequest,
  rows: readonly TiingoRow[],
  tsOf: (row: TiingoRow) => EpochMicros | string,
): RawBar[] {
  return rows.map((row, index) => {
    const { open, high, low, close, adjClose, volume } = row;
    const ts = tsOf(row);
    return { position: index + 1, symbol, interval, ts, open, high, low, close, adjClose, volume };
  });
}

function actionsOf(
  { symbol }: BarRequest,
  rows: readonly TiingoRow[],
  numberOf: (row: TiingoRow) => number | null | undefined,
  nothing: number,
): RawAction[] {
  const eventful = rows.filter((row) => (numberOf(row) ?? nothing) !== nothing);
  return eventful.map((row, index) => {
    return { position: index + 1, symbol, ts: sessionOf(row), value: numberOf(row) ?? null };
  });
}

/** Daily bars as they were traded; the rows beyond the last day asked for give splits and dividends only. */
export function dailySeries(request: BarRequest, { rows, place, at }: Batch): FetchedSeries {
  const asked = rows.filter((row) => {
    const ts = sessionOf(row);
    return typeof ts === 'string' || ts <= request.to * 1000;
  });
  return {
    origin: originOf(place, at),
    answered: request.symbol,
    bars: barsOf(request, asked, sessionOf),
    dividends: actionsOf(request, rows, ({ divCash }) => divCash, 0),
    splits: actionsOf(request, rows, ({ splitFactor }) => splitFactor, 1),
  };
}

export function intradaySeries(request: BarRequest, batches: readonly Batch[]): FetchedSeries {
  const [first] = batches;
  if (first === undefined) throw new Error('Bars asked for in a range without days');
  const rows = batches.flatMap((batch) => batch.rows);
  return {
    origin: originOf(first.place, first.at),
    answered: request.symbol,
    bars: barsOf(request, rows, momentOf),
    dividends: [],
    splits: [],
  };
}
