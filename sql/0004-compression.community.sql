-- How chunks are compressed; when, is a policy (see the configuration). Dividends and splits stay as they are:
-- a chunk of them is a page or two, and compressing that would enlarge it.

ALTER TABLE ts_price_history SET (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'symbol, interval',
  timescaledb.compress_orderby = 'ts'
);
ALTER TABLE ts_options_calls SET (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'symbol',
  timescaledb.compress_orderby = 'contract, ts'
);
ALTER TABLE ts_options_puts SET (
  timescaledb.compress,
  timescaledb.compress_segmentby = 'symbol',
  timescaledb.compress_orderby = 'contract, ts'
);
