-- Backtests and searches for parameters as they were asked and answered, to be run again and compared.

CREATE TABLE backtest_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL CHECK (kind IN ('backtest', 'search')),
  symbol text NOT NULL,
  interval text NOT NULL,
  data_hash text NOT NULL,
  configuration_hash text NOT NULL,
  question jsonb NOT NULL,
  result jsonb NOT NULL,
  UNIQUE (symbol, interval, data_hash, configuration_hash)
);
COMMENT ON COLUMN backtest_runs.made_at IS 'when it was last asked';
COMMENT ON COLUMN backtest_runs.data_hash IS 'SHA-256 of the bars';
COMMENT ON COLUMN backtest_runs.configuration_hash IS 'SHA-256 of the question, the source of strategy files and the version of the engine among it';
COMMENT ON COLUMN backtest_runs.result IS 'the answer without its equity curves';
CREATE INDEX backtest_runs_newest ON backtest_runs (made_at DESC);
