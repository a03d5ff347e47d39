/** What is asked about: the longest series of daily bars. */
export interface Series {
  readonly symbol: string;
  readonly bars: number;
  /** The day 52 weeks before the last daily bar of the whole market, YYYY-MM-DD. */
  readonly yearAgo: string;
}

export interface Statement {
  readonly sql: string;
  readonly values: readonly string[];
}

/** One question in the words of both databases; the answers mean the same. */
export interface Question {
  readonly id: string;
  readonly question: string;
  readonly sqlite: Statement;
  readonly timescaledb: Statement;
}

// Each side gets what it is best at: SQLite its unique index, TimescaleDB its aggregates. Volumes are read as
// doubles on both sides: a sum of wild integers would end SQLite's statement.
// Nothing can stop a statement of node:sqlite, which blocks this thread. So no question joins price_history with
// anything: whatever indexes a file has, and whatever the planner makes of them, it is read a fixed number of times.
const oldSeries = "FROM price_history WHERE symbol = ?1 AND interval = '1d'";
const oldBar = `date, open_price, high_price, low_price, close_price, CAST(volume AS REAL) AS volume ${oldSeries}`;
// Where min() or max() is the only one of them, SQLite takes the other columns from that row
// (sqlite.org/lang_select.html, "Bare columns in an aggregate query"); hence first, last and range one by one.
const oldMonths = `WITH
  first AS MATERIALIZED (SELECT substr(date, 1, 7) AS month, min(date), open_price AS open ${oldSeries} GROUP BY 1),
  last AS MATERIALIZED (SELECT substr(date, 1, 7) AS month, max(date), close_price AS close ${oldSeries} GROUP BY 1),
  range AS MATERIALIZED (SELECT substr(date, 1, 7) AS month, max(high_price) AS high, min(low_price) AS low,
    total(volume) AS volume ${oldSeries} GROUP BY 1)
  SELECT month, open, high, low, close, volume FROM first JOIN last USING (month) JOIN range USING (month) ORDER BY month`;
// Not AS ts: ORDER BY would sort by the calculated column, for which there is no index.
const newBar =
  "(extract(epoch FROM ts) * 1000)::float8 AS epoch_ms, open, high, low, close, volume::float8 AS volume FROM ts_price_history WHERE symbol = $1 AND interval = '1d'";

/** The questions that are measured. They are the same for everybody, on the user's own rows. */
export function questionsOn({ symbol, yearAgo }: Series): readonly Question[] {
  const ofSeries = (id: string, question: string, old: string, now: string): Question => ({
    id,
    question,
    sqlite: { sql: old, values: [symbol] },
    timescaledb: { sql: now, values: [symbol] },
  });
  return [
    ofSeries(
      'last_bars',
      `The last 250 bars of ${symbol}`,
      `SELECT ${oldBar} ORDER BY date DESC LIMIT 250`,
      `SELECT ${newBar} ORDER BY ts DESC LIMIT 250`,
    ),
    ofSeries(
      'whole_history',
      `The whole history of ${symbol}`,
      `SELECT ${oldBar} ORDER BY date`,
      `SELECT ${newBar} ORDER BY ts`,
    ),
    ofSeries(
      'monthly_bars',
      `Monthly open, high, low, close and volume of ${symbol}`,
      oldMonths,
      `SELECT (extract(epoch FROM bucket) * 1000)::float8 AS month, open, high, low, close, volume::float8 AS volume
       FROM ts_price_monthly WHERE symbol = $1 AND interval = '1d' ORDER BY bucket`,
    ),
    {
      id: 'year_high',
      question: 'The 52-week high of every symbol',
      sqlite: {
        sql: "SELECT symbol, max(high_price) AS high FROM price_history WHERE interval = '1d' AND date >= ?1 GROUP BY symbol ORDER BY symbol",
        values: [yearAgo],
      },
      timescaledb: {
        sql: "SELECT symbol, max(high) AS high FROM ts_price_history WHERE interval = '1d' AND ts >= $1::timestamptz GROUP BY symbol ORDER BY symbol",
        values: [`${yearAgo} 00:00Z`],
      },
    },
    {
      id: 'market_days',
      question: 'The whole market, day by day: symbols, mean close, volume',
      sqlite: {
        sql: "SELECT substr(date, 1, 10) AS day, count(*) AS symbols, avg(close_price) AS close, total(volume) AS volume FROM price_history WHERE interval = '1d' GROUP BY 1 ORDER BY 1",
        values: [],
      },
      timescaledb: {
        sql: `SELECT (extract(epoch FROM bucket) * 1000)::float8 AS day, count(*)::int AS symbols, avg(close) AS close,
          sum(volume)::float8 AS volume FROM ts_price_daily WHERE interval = '1d' GROUP BY bucket ORDER BY bucket`,
        values: [],
      },
    },
  ];
}
