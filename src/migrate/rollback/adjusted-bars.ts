import type pg from 'pg';
import { adjustSeries, type CorporateActions } from '../../domain/adjustment.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { PriceRecord } from '../../domain/records.ts';
import { readActionsWithCloses } from '../../storage/timescale/actions-with-closes.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';
import { readCalendar } from '../../storage/timescale/read-calendar.ts';
import { priceTable } from '../../storage/timescale/target-tables.ts';
import { type AdjustedRows, adjustedAsOf, inYears, type Years } from './adjusted-rows.ts';

/** Bars as traded or adjusted for splits alone. One that was still forming would never be mended in the file. */
const goBackAdjusted = `basis <> 'total' AND NOT provisional`;

interface Series extends Years {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
}

interface BarRow {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  readonly basis: AdjustmentBasis;
  readonly fetchedAt: number | null;
}

/** The bars that the older application would have adjusted for splits and dividends, adjusted as of now. */
export class AdjustedBars implements AdjustedRows {
  readonly #pool: pg.Pool;
  /** Of the symbol that was asked for last, which is asked for year by year. */
  #known: { readonly symbol: string; readonly series: Promise<Series[]> } | null = null;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async *all(): AsyncGenerator<StoredRow[]> {
    for (const series of await this.#series(null)) {
      const { first, last } = series;
      if (!isIntraday(series.interval)) yield await this.#rows(series);
      else
        for (let year = first; year <= last; year += 1)
          yield await this.#rows({ ...series, first: year, last: year });
    }
  }

  async ofSymbol(symbol: string, year: number): Promise<StoredRow[]> {
    const known = this.#known?.symbol === symbol ? this.#known : { symbol, series: this.#series(symbol) };
    this.#known = known;
    const rows: StoredRow[] = [];
    for (const series of await known.series)
      rows.push(...(await this.#rows({ ...series, first: year, last: year })));
    return rows;
  }

  async #series(symbol: string | null): Promise<Series[]> {
    const year = (time: string): string => `date_part('year', ${time}(ts) AT TIME ZONE 'UTC')::int`;
    const { rows } = await this.#pool.query<Series>(
      `SELECT symbol, interval, ${year('min')} AS first, ${year('max')} AS last FROM ts_price_history
       WHERE ${goBackAdjusted} AND ($1::text IS NULL OR symbol = $1) GROUP BY symbol, interval ORDER BY symbol, interval`,
      [symbol],
    );
    return rows;
  }

  async #rows(series: Series): Promise<StoredRow[]> {
    const { symbol, interval } = series;
    const { rows } = await this.#pool.query<BarRow>(
      `SELECT (extract(epoch FROM ts) * 1000000)::float8 AS ts, open, high, low, close, volume::float8 AS volume, basis,
         (extract(epoch FROM fetched_at) * 1000000)::float8 AS "fetchedAt"
       FROM ts_price_history WHERE symbol = $1 AND interval = $2 AND ${goBackAdjusted} AND ${inYears('$3', '$4')}
       ORDER BY ts_price_history.ts`,
      [symbol, interval, series.first, series.last + 1],
    );
    if (rows.length === 0) return [];
    const calendar = await readCalendar(this.#pool, symbol);
    const actions = await readActionsWithCloses(this.#pool, { symbol, interval, calendar }, 'total');
    return recordsOf(series, rows, { actions, calendar }).map((bar) =>
      priceTable.columns.map(({ of }) => of(bar)),
    );
  }
}

function recordsOf(
  { symbol, interval }: Series,
  rows: readonly BarRow[],
  { actions, calendar }: { readonly actions: CorporateActions; readonly calendar: ExchangeCalendar },
): PriceRecord[] {
  const column = (pick: (row: BarRow) => number | null): Float64Array =>
    Float64Array.from(rows, (row) => pick(row) ?? Number.NaN);
  const millis = (value: number | null): number | null => (value === null ? null : value / 1000);
  const raw = {
    ...{ symbol, interval, ts: column(({ ts }) => ts / 1000), open: column(({ open }) => open) },
    ...{ high: column(({ high }) => high), low: column(({ low }) => low) },
    ...{ close: column(({ close }) => close), volume: column(({ volume }) => volume) },
  };
  const stored = {
    basis: rows.map(({ basis }) => basis),
    fetchedAt: column(({ fetchedAt }) => millis(fetchedAt)),
  };
  const { series } = adjustSeries(raw, stored, actions, 'total', (at) => calendar.dateOf(at));
  const asOf = adjustedAsOf([...actions.splits, ...actions.dividends], calendar);
  return rows.map(({ ts, fetchedAt }, at) => {
    const price = (values: Float64Array): number => values[at] ?? Number.NaN;
    const volume = price(series.volume);
    const time = asOf(fetchedAt);
    return {
      ...{ symbol, interval, ts: ts as EpochMicros, createdAt: time, updatedAt: time },
      ...{ open: price(series.open), high: price(series.high), low: price(series.low) },
      ...{ close: price(series.close), volume: Number.isNaN(volume) ? null : BigInt(Math.round(volume)) },
    };
  });
}
