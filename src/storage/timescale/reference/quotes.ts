import type pg from 'pg';
import type { Interval } from '../../../domain/interval.ts';
import type { TickerSymbol } from '../../../domain/nominal.ts';
import {
  emptyQuote,
  type LastCloses,
  type Quote,
  quotedIntervals,
  quoteOf,
  type StoredClose,
} from '../../../domain/quote.ts';

// One statement for all symbols: of each the index gives its last bars, chunk by chunk from the newest. The previous
// bar of an intraday one is of an earlier day.
function quotesQuery(interval: string): string {
  return `
    SELECT asked.symbol, stocks.exchange, asked.interval,
      ${closeOf('latest')} AS last, CASE WHEN earlier.ts IS NULL THEN NULL ELSE ${closeOf('earlier')} END AS previous,
      (SELECT coalesce(json_agg(json_build_object('ts', extract(epoch FROM ts) * 1000, 'ratio', ratio)), '[]')
       FROM ts_splits WHERE symbol = asked.symbol AND ts > coalesce(earlier.ts, latest.ts)) AS splits,
      spanned.bars::float8 AS bars, (extract(epoch FROM spanned.first) * 1000)::float8 AS "firstTime"
    FROM (SELECT symbol, ${interval} AS interval FROM unnest($1::text[]) AS given(symbol)) AS asked
    JOIN stocks USING (symbol)
    CROSS JOIN LATERAL (
      SELECT ts, close, basis, fetched_at FROM ts_price_history
      WHERE symbol = asked.symbol AND interval = asked.interval ORDER BY ts DESC LIMIT 1) AS latest
    LEFT JOIN LATERAL (
      SELECT ts, close, basis, fetched_at FROM ts_price_history
      WHERE symbol = asked.symbol AND interval = asked.interval
        AND ts < CASE WHEN asked.interval ~ '[0-9][mh]$' THEN date_trunc('day', latest.ts, 'UTC') ELSE latest.ts END
      ORDER BY ts DESC LIMIT 1) AS earlier ON true
    CROSS JOIN LATERAL (
      SELECT count(*) AS bars, min(ts) AS first FROM ts_price_history
      WHERE symbol = asked.symbol AND interval = asked.interval) AS spanned`;
}

function closeOf(row: string): string {
  return `json_build_object('ts', extract(epoch FROM ${row}.ts) * 1000, 'close', ${row}.close, 'basis', ${row}.basis,
        'fetchedAt', extract(epoch FROM ${row}.fetched_at) * 1000)`;
}

const dailyQuery = quotesQuery(`'1d'`);
const otherQuery = quotesQuery(`(
      SELECT of.interval FROM unnest($2::text[]) WITH ORDINALITY AS of(interval, place)
      WHERE EXISTS (SELECT FROM ts_price_history AS held WHERE held.symbol = given.symbol AND held.interval = of.interval)
      ORDER BY place LIMIT 1)`);

interface QuoteRow {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
  readonly interval: Interval;
  readonly last: StoredClose;
  readonly previous: StoredClose | null;
  readonly splits: LastCloses['splits'];
  readonly bars: number;
  readonly firstTime: number;
}

/** The last closes of instruments, in the order asked; those that are none are left out. */
export async function readQuotes(pool: pg.Pool, symbols: readonly TickerSymbol[]): Promise<Quote[]> {
  const found = new Map<string, Quote>();
  const take = (rows: readonly QuoteRow[]): void => {
    for (const row of rows) found.set(row.symbol, quoteOf(row));
  };
  take((await pool.query<QuoteRow>(dailyQuery, [symbols])).rows);
  const others = symbols.filter((symbol) => !found.has(symbol));
  if (others.length > 0) {
    take((await pool.query<QuoteRow>(otherQuery, [others, quotedIntervals])).rows);
    for (const symbol of await known(pool, others))
      if (!found.has(symbol)) found.set(symbol, emptyQuote(symbol));
  }
  return symbols.flatMap((symbol) => found.get(symbol) ?? []);
}

async function known(pool: pg.Pool, symbols: readonly TickerSymbol[]): Promise<TickerSymbol[]> {
  const { rows } = await pool.query<{ symbol: TickerSymbol }>(
    'SELECT symbol FROM stocks WHERE symbol = ANY ($1)',
    [symbols],
  );
  return rows.map(({ symbol }) => symbol);
}
