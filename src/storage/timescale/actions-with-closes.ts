import type pg from 'pg';
import {
  type CorporateActions,
  type DatedPrice,
  type DividendOn,
  longestBeforeExDate,
  type SplitOn,
} from '../../domain/adjustment.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';

interface DividendRow extends Omit<DividendOn, 'fetchedAt' | 'prior'> {
  readonly fetchedAt: number | null;
  readonly closeTs: number | null;
  /** 1: the daily close; 2: that of the interval asked for. */
  readonly choice: 1 | 2 | null;
  readonly close: number;
  readonly closeBasis: AdjustmentBasis;
  readonly closeFetchedAt: number | null;
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

// Of the close before an ex-date the daily one counts for all intervals, so that they have the same factors. Intraday bars
// are before an ex-date by the time at which that date begins at the exchange.
const exDateBegins = `((d.ts AT TIME ZONE 'UTC') AT TIME ZONE $4)`;
const dividendsQuery = `
  SELECT ${ms('d.ts')} AS ts, d.amount, d.basis, ${ms('d.fetched_at')} AS "fetchedAt", ${ms('bar.ts')} AS "closeTs", bar.close, bar.choice,
    bar.basis AS "closeBasis", ${ms('bar.fetched_at')} AS "closeFetchedAt"
  FROM ts_dividends AS d LEFT JOIN LATERAL (
    SELECT ts, close, basis, fetched_at, choice FROM (
      (SELECT ts, close, basis, fetched_at, 1 AS choice FROM ts_price_history
       WHERE symbol = $1 AND interval = '1d' AND ts < d.ts AND ts >= d.ts - $3::float8 * INTERVAL '1 ms' ORDER BY ts DESC LIMIT 1)
      UNION ALL
      (SELECT ts, close, basis, fetched_at, 2 FROM ts_price_history
       WHERE symbol = $1 AND interval = $2 AND ts < ${exDateBegins} AND ts >= ${exDateBegins} - $3::float8 * INTERVAL '1 ms'
       ORDER BY ts DESC LIMIT 1)
    ) AS closes ORDER BY choice LIMIT 1) AS bar ON true
  WHERE d.symbol = $1`;

const splitsQuery = `SELECT ${ms('ts')} AS ts, ratio FROM ts_splits WHERE symbol = $1`;

interface Asked {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly calendar: ExchangeCalendar;
}

/** The corporate actions of a symbol; dividends only where prices are to be adjusted for them. */
export async function readActionsWithCloses(
  pool: pg.Pool,
  { symbol, interval, calendar }: Asked,
  wanted: AdjustmentBasis,
): Promise<CorporateActions> {
  const splits = (await pool.query<SplitOn>(splitsQuery, [symbol])).rows;
  if (wanted !== 'total') return { splits, dividends: [] };
  const ofMoments = isIntraday(interval);
  const { rows } = await pool.query<DividendRow>(dividendsQuery, [
    symbol,
    interval,
    longestBeforeExDate,
    ofMoments ? calendar.zone : 'UTC',
  ]);
  const dateOf = (at: number, choice: DividendRow['choice']): number =>
    choice === 2 && ofMoments ? calendar.dateOf(at) : at;
  return { splits, dividends: rows.map((row) => withClose(row, dateOf)) };
}

function withClose(
  row: DividendRow,
  dateOf: (at: number, choice: DividendRow['choice']) => number,
): DividendOn {
  const { ts, amount, basis, fetchedAt, closeTs, choice, close, closeBasis, closeFetchedAt } = row;
  const prior: DatedPrice | null =
    closeTs === null
      ? null
      : {
          ts: dateOf(closeTs, choice),
          close,
          basis: closeBasis,
          fetchedAt: closeFetchedAt ?? Number.NaN,
        };
  return { ts, amount, basis, fetchedAt: fetchedAt ?? Number.NaN, prior };
}
