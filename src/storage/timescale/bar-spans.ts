import type pg from 'pg';
import { type Interval, intervals } from '../../domain/interval.ts';
import type { BarSpan, TimeRange } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';

const ms = (time: string): string => `(extract(epoch FROM ${time}) * 1000)::float8`;

export async function readBarSpans(pool: pg.Pool, symbol: TickerSymbol): Promise<BarSpan[]> {
  const { rows } = await pool.query<BarSpan>(
    `SELECT interval, ${ms('min(ts)')} AS first, ${ms('max(ts)')} AS last, count(*)::int AS bars
     FROM ts_price_history WHERE symbol = $1 GROUP BY interval`,
    [symbol],
  );
  return rows.sort((one, other) => intervals[one.interval] - intervals[other.interval]);
}

export async function readWrittenAt(
  pool: pg.Pool,
  symbol: TickerSymbol,
  interval: Interval,
  { from, to }: TimeRange,
): Promise<EpochMs | null> {
  const { rows } = await pool.query<{ at: EpochMs | null }>(
    `SELECT ${ms('max(at)')} AS at FROM (
       SELECT max(fetched_at) AS at FROM ts_price_history
       WHERE symbol = $1 AND interval = $2
         AND ts >= coalesce(to_timestamp($3::float8 / 1000), '-infinity') AND ts <= coalesce(to_timestamp($4::float8 / 1000), 'infinity')
       UNION ALL SELECT max(fetched_at) FROM ts_dividends WHERE symbol = $1
       UNION ALL SELECT max(fetched_at) FROM ts_splits WHERE symbol = $1
     ) AS written`,
    [symbol, interval, from ?? null, to ?? null],
  );
  return rows[0]?.at ?? null;
}
