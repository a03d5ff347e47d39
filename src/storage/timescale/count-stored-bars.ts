import type { ClientBase } from 'pg';
import type { CoverageChange, PeriodGrid } from '../../domain/coverage.ts';
import { addDays, dayAt, dayText } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { parseMultirange } from './day-multirange.ts';

interface CountedRow {
  readonly symbol: TickerSymbol;
  readonly held: string | null;
  readonly provisional: string | null;
}

/**
 * What stored bars tell of the coverage of their symbols, one change each, also for those without bars. A period is
 * held where its last bar was fetched after it was final, or nobody knows when; bars of other days are passed over.
 */
export async function countStoredBars(
  client: ClientBase,
  symbols: readonly TickerSymbol[],
  interval: Interval,
  grid: PeriodGrid,
): Promise<CoverageChange[]> {
  const span = await storedSpan(client, symbols, interval);
  const rows = span === null ? [] : await countRows(client, symbols, interval, grid, span);
  const bySymbol = new Map(rows.map((row) => [row.symbol, row]));
  return symbols.map((symbol) => {
    const row = bySymbol.get(symbol);
    return {
      symbol,
      interval,
      held: parseMultirange(row?.held ?? '{}'),
      provisional: parseMultirange(row?.provisional ?? '{}'),
      absent: [],
      at: 0 as EpochMs,
      refreshed: false,
    };
  });
}

async function storedSpan(
  client: ClientBase,
  symbols: readonly TickerSymbol[],
  interval: Interval,
): Promise<DayRange | null> {
  const { rows } = await client.query<{ first: number | null; last: number | null }>(
    `SELECT extract(epoch FROM min(ts))::float8 AS first, extract(epoch FROM max(ts))::float8 AS last
     FROM ts_price_history WHERE symbol = ANY ($1) AND interval = $2`,
    [symbols, interval],
  );
  const { first, last } = rows[0] ?? { first: null, last: null };
  if (first === null || last === null) return null;
  // A day more on each side: at the exchange it may be another one than in UTC.
  return { from: addDays(dayAt(first * 1000), -1), to: addDays(dayAt(last * 1000), 2) };
}

async function countRows(
  client: ClientBase,
  symbols: readonly TickerSymbol[],
  interval: Interval,
  grid: PeriodGrid,
  span: DayRange,
): Promise<CountedRow[]> {
  const periods = grid.periods(span);
  const finalAt = periods.map(({ closesAt }) => new Date(closesAt + grid.finalAfterMs));
  const { rows } = await client.query<CountedRow>(
    `WITH period AS (
       SELECT * FROM unnest($5::date[], $6::date[], $7::timestamptz[]) AS period (starts, ends, final_at)
     ), stored AS (
       SELECT symbol, date_trunc($3, ts AT TIME ZONE $4)::date AS starts, max(coalesce(fetched_at, now())) AS fetched_at
       FROM ts_price_history WHERE symbol = ANY ($1) AND interval = $2
       GROUP BY 1, 2
     )
     SELECT symbol,
       range_agg(daterange(starts, ends)) FILTER (WHERE fetched_at >= final_at)::text AS held,
       range_agg(daterange(starts, ends)) FILTER (WHERE fetched_at < final_at)::text AS provisional
     FROM stored JOIN period USING (starts)
     GROUP BY symbol`,
    [
      symbols,
      interval,
      grid.unit,
      grid.zone,
      periods.map(({ from }) => dayText(from)),
      periods.map(({ to }) => dayText(to)),
      finalAt,
    ],
  );
  return rows;
}
