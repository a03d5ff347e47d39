import type pg from 'pg';
import { StockulaError } from '../../domain/errors.ts';

/** https://www.postgresql.org/docs/17/errcodes-appendix.html: numeric_value_out_of_range */
const outOfRange = '22003';
/** Natural logarithm of the largest double, and of the least above 0, each with a little room for rounding. */
const [mostOfRatio, leastOfRatio] = [709.7, -744.4];

interface ExtremeBar {
  readonly symbol: string;
  readonly interval: string;
  readonly ts: string;
  readonly high: number;
  readonly low: number;
  readonly open: number;
  readonly close: number;
}

/**
 * Says which bar keeps the aggregates from being built, where one does. Their variances divide a bar's prices by each
 * other, and no double holds the ratio of, say, 1e17 and 5e-324, though each is one itself. A migration sets such bars
 * aside, but the table is open to `stockula sql --write` and to any PostgreSQL client, and the aggregates are built over
 * all of it. Their definition stays as it is: a continuous aggregate can only be made anew, without what retention has
 * dropped, and no market has such prices.
 */
export async function explainOutOfRange(pool: pg.Pool, error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'code' in error && error.code === outOfRange)) return error;
  const bar = await findExtremeBar(pool);
  if (bar === null) return error;
  const { symbol, interval, ts, high, low, open, close } = bar;
  return new StockulaError(
    'SQL_FAILED',
    {
      expected: 'bars whose prices are so near to each other that a number can hold their ratio',
      got: `${symbol}, ${interval}, ${ts}: open ${open}, high ${high}, low ${low}, close ${close}`,
      remedy:
        'It was put there by other means than a migration, which sets such bars aside. Correct or delete it (stockula sql --write), and run the command again: the aggregates are then built.',
    },
    error,
  );
}

/** Differences of logarithms are the logarithms of the ratios, and always within range. */
async function findExtremeBar(pool: pg.Pool): Promise<ExtremeBar | null> {
  const { rows } = await pool.query<ExtremeBar>(
    `SELECT symbol, interval, to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ts, high, low, open, close
     FROM ts_price_history
     WHERE interval IN ('1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d')
       AND (CASE WHEN low > 0 THEN ln(high) - ln(low) > $1 END
         OR CASE WHEN open > 0 AND close > 0 THEN ln(close) - ln(open) NOT BETWEEN $2 AND $1 END)
     ORDER BY symbol, interval, ts_price_history.ts LIMIT 1`,
    [mostOfRatio, leastOfRatio],
  );
  return rows[0] ?? null;
}
