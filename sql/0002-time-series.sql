-- The hypertables. Time is `ts`, UTC; a daily or longer bar carries its session date at 00:00.
-- fetched_at is when the source last wrote the row; first_fetched_at is set only where it wrote it earlier too.
-- No index on ts alone: every question names a symbol or reads whole chunks.

CREATE TABLE ts_price_history (
  ts timestamptz NOT NULL,
  open double precision NOT NULL,
  high double precision NOT NULL,
  low double precision NOT NULL,
  close double precision NOT NULL,
  adj_close double precision,
  volume bigint,
  fetched_at timestamptz,
  first_fetched_at timestamptz,
  symbol text NOT NULL,
  interval text NOT NULL,
  basis text NOT NULL CHECK (basis IN ('raw', 'split', 'total')),
  source text NOT NULL,
  CHECK (high >= low)
);
COMMENT ON COLUMN ts_price_history.basis IS 'what the prices are adjusted for: raw (nothing), split, total (splits and dividends as of fetched_at)';
SELECT create_hypertable('ts_price_history', by_range('ts', INTERVAL '1 day'), create_default_indexes => false);
CREATE UNIQUE INDEX ts_price_history_key ON ts_price_history (symbol, interval, ts);

CREATE TABLE ts_dividends (
  ts timestamptz NOT NULL,
  amount double precision NOT NULL,
  fetched_at timestamptz,
  first_fetched_at timestamptz,
  symbol text NOT NULL,
  currency text,
  source text NOT NULL
);
COMMENT ON COLUMN ts_dividends.amount IS 'cash per share on the ex-date';
SELECT create_hypertable('ts_dividends', by_range('ts', INTERVAL '1 month'), create_default_indexes => false);
CREATE UNIQUE INDEX ts_dividends_key ON ts_dividends (symbol, ts);

CREATE TABLE ts_splits (
  ts timestamptz NOT NULL,
  ratio double precision NOT NULL CHECK (ratio > 0),
  fetched_at timestamptz,
  first_fetched_at timestamptz,
  symbol text NOT NULL,
  source text NOT NULL
);
COMMENT ON COLUMN ts_splits.ratio IS 'new shares per old share';
SELECT create_hypertable('ts_splits', by_range('ts', INTERVAL '1 year'), create_default_indexes => false);
CREATE UNIQUE INDEX ts_splits_key ON ts_splits (symbol, ts);

CREATE TABLE ts_options_calls (
  ts timestamptz NOT NULL,
  expiration date NOT NULL,
  strike double precision NOT NULL,
  last_price double precision,
  bid double precision,
  ask double precision,
  volume bigint,
  open_interest bigint,
  implied_volatility double precision,
  in_the_money boolean,
  contract_derived boolean NOT NULL DEFAULT false,
  fetched_at timestamptz,
  first_fetched_at timestamptz,
  contract text NOT NULL,
  symbol text NOT NULL,
  source text NOT NULL
);
COMMENT ON COLUMN ts_options_calls.ts IS 'quote time: snapshots of a chain accumulate';
COMMENT ON COLUMN ts_options_calls.contract_derived IS 'the source had no contract symbol; it was composed from symbol, expiration and strike';
CREATE TABLE ts_options_puts (LIKE ts_options_calls INCLUDING ALL);
SELECT create_hypertable('ts_options_calls', by_range('ts', INTERVAL '1 day'), create_default_indexes => false);
SELECT create_hypertable('ts_options_puts', by_range('ts', INTERVAL '1 day'), create_default_indexes => false);
CREATE UNIQUE INDEX ts_options_calls_key ON ts_options_calls (contract, ts);
CREATE UNIQUE INDEX ts_options_puts_key ON ts_options_puts (contract, ts);
CREATE INDEX ts_options_calls_chain ON ts_options_calls (symbol, ts, expiration);
CREATE INDEX ts_options_puts_chain ON ts_options_puts (symbol, ts, expiration);
