import type pg from 'pg';
import type { SeriesReach } from '../../domain/freshness.ts';
import { type Interval, intervals } from '../../domain/interval.ts';
import type { Day, EpochMs, TickerSymbol } from '../../domain/nominal.ts';

interface ReachRow {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
  readonly interval: Interval;
  readonly last: EpochMs;
  readonly knownTo: Day | null;
}

/**
 * How far bars reach: the last one by the index of each symbol and interval, and what the coverage ledger says beyond
 * it, where it has counted.
 */
export async function readSeriesReaches(pool: pg.Pool): Promise<SeriesReach[]> {
  const { rows } = await pool.query<ReachRow>(
    `SELECT stocks.symbol, stocks.exchange, asked.interval, (extract(epoch FROM newest.ts) * 1000)::float8 AS last,
       greatest(upper(held + provisional),
         (SELECT max(upper(days)) FROM unnest(absent) AS days)) - '1970-01-01'::date AS "knownTo"
     FROM stocks CROSS JOIN unnest($1::text[]) AS asked (interval)
     CROSS JOIN LATERAL (
       SELECT ts FROM ts_price_history
       WHERE symbol = stocks.symbol AND interval = asked.interval ORDER BY ts DESC LIMIT 1) AS newest
     LEFT JOIN coverage ON coverage.symbol = stocks.symbol AND coverage.interval = asked.interval
       AND counted_at IS NOT NULL
     ORDER BY stocks.symbol COLLATE "C"`,
    [Object.keys(intervals)],
  );
  return rows;
}
