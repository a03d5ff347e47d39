-- What the data pipeline writes besides its bars: runs, notes about bars, rows set aside, interest rates.

ALTER TABLE ts_price_history ADD COLUMN provisional boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN ts_price_history.provisional IS 'the bar was still forming when it was fetched';

ALTER TABLE ts_dividends ADD COLUMN basis text NOT NULL DEFAULT 'split' CHECK (basis IN ('raw', 'split'));
COMMENT ON COLUMN ts_dividends.basis IS 'raw: per share of its ex-date; split: adjusted for the splits up to fetched_at, as the older application stored it';

CREATE TABLE etl_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('fetch', 'file')),
  source text NOT NULL,
  place text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  status text NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'finished', 'failed')),
  failure text
);
COMMENT ON COLUMN etl_runs.place IS 'address without secrets, or path of a file';
CREATE INDEX etl_runs_recent ON etl_runs (started_at DESC);

-- fetched = written + corrected + unchanged + kept + merged + quarantined
CREATE TABLE etl_run_symbols (
  run_id bigint NOT NULL REFERENCES etl_runs (id) ON DELETE CASCADE,
  symbol text NOT NULL,
  interval text NOT NULL DEFAULT '',
  outcome text NOT NULL CHECK (outcome IN ('success', 'failed', 'skipped')),
  reason text,
  fetched bigint NOT NULL DEFAULT 0,
  written bigint NOT NULL DEFAULT 0,
  corrected bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  kept bigint NOT NULL DEFAULT 0,
  merged bigint NOT NULL DEFAULT 0,
  quarantined bigint NOT NULL DEFAULT 0,
  flagged bigint NOT NULL DEFAULT 0,
  mended bigint NOT NULL DEFAULT 0,
  noted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, symbol, interval)
);
COMMENT ON COLUMN etl_run_symbols.interval IS 'empty for what has none: company data, an option chain, a failure before that';
COMMENT ON COLUMN etl_run_symbols.kept IS 'bars that were left as another source had stored them, or as final ones';
CREATE INDEX etl_run_symbols_by_symbol ON etl_run_symbols (symbol, run_id DESC);

CREATE TABLE bar_flags (
  symbol text NOT NULL,
  interval text NOT NULL,
  ts timestamptz NOT NULL,
  rule text NOT NULL,
  etl_run_id bigint NOT NULL REFERENCES etl_runs (id) ON DELETE CASCADE,
  PRIMARY KEY (symbol, interval, ts, rule)
);

-- Rows that a migration sets aside have its run; bars that the pipeline sets aside have theirs.
ALTER TABLE quarantine ALTER COLUMN run_id DROP NOT NULL;
ALTER TABLE quarantine ADD COLUMN etl_run_id bigint REFERENCES etl_runs (id);
ALTER TABLE quarantine ADD CONSTRAINT quarantine_one_run CHECK (num_nonnulls(run_id, etl_run_id) = 1);

CREATE TABLE interest_rates (
  series text NOT NULL,
  ts timestamptz NOT NULL,
  percent double precision NOT NULL,
  PRIMARY KEY (series, ts)
);
COMMENT ON TABLE interest_rates IS 'yearly rates in percent on a day, such as DGS3MO';
