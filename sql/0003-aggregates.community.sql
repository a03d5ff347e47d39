-- Bars of longer intervals, as continuous aggregates with real-time on. One bucket never mixes bars of different intervals: `interval` is
-- the interval of the bars that went in. 5d and longer bars are left out: they straddle days.
-- The three variances are sums over the bars of a bucket, so that they add up over longer buckets too:
--   parkinson          Σ ln(high/low)² / (4 ln 2)                          Parkinson, Journal of Business 53 (1980)
--   garman_klass       Σ ½ ln(high/low)² − (2 ln 2 − 1) ln(close/open)²    Garman and Klass, ibid.
--   realised_variance  Σ ln(close/open)²
-- Volatility over a bucket is the square root of its variance.

CREATE MATERIALIZED VIEW ts_price_daily WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false) AS
SELECT
  symbol,
  interval,
  time_bucket(INTERVAL '1 day', ts) AS bucket,
  first(open, ts) AS open,
  max(high) AS high,
  min(low) AS low,
  last(close, ts) AS close,
  sum(volume) AS volume,
  count(*) AS bars,
  sum(CASE WHEN low > 0 THEN ln(high / low) ^ 2 / (4 * ln(2.0::double precision)) END) AS parkinson,
  sum(CASE WHEN low > 0 AND open > 0 AND close > 0
    THEN 0.5 * ln(high / low) ^ 2 - (2 * ln(2.0::double precision) - 1) * ln(close / open) ^ 2 END) AS garman_klass,
  sum(CASE WHEN open > 0 AND close > 0 THEN ln(close / open) ^ 2 END) AS realised_variance
FROM ts_price_history
WHERE interval IN ('1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d')
GROUP BY symbol, interval, time_bucket(INTERVAL '1 day', ts)
WITH NO DATA;

CREATE MATERIALIZED VIEW ts_price_hourly WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false) AS
SELECT
  symbol,
  interval,
  time_bucket(INTERVAL '1 hour', ts) AS bucket,
  first(open, ts) AS open,
  max(high) AS high,
  min(low) AS low,
  last(close, ts) AS close,
  sum(volume) AS volume,
  count(*) AS bars,
  sum(CASE WHEN low > 0 THEN ln(high / low) ^ 2 / (4 * ln(2.0::double precision)) END) AS parkinson,
  sum(CASE WHEN low > 0 AND open > 0 AND close > 0
    THEN 0.5 * ln(high / low) ^ 2 - (2 * ln(2.0::double precision) - 1) * ln(close / open) ^ 2 END) AS garman_klass,
  sum(CASE WHEN open > 0 AND close > 0 THEN ln(close / open) ^ 2 END) AS realised_variance
FROM ts_price_history
WHERE interval IN ('1m', '2m', '5m', '15m', '30m', '1h')
GROUP BY symbol, interval, time_bucket(INTERVAL '1 hour', ts)
WITH NO DATA;

CREATE MATERIALIZED VIEW ts_price_weekly WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false) AS
SELECT
  symbol,
  interval,
  time_bucket(INTERVAL '1 week', bucket) AS bucket,
  first(open, bucket) AS open,
  max(high) AS high,
  min(low) AS low,
  last(close, bucket) AS close,
  sum(volume) AS volume,
  sum(bars) AS bars,
  sum(parkinson) AS parkinson,
  sum(garman_klass) AS garman_klass,
  sum(realised_variance) AS realised_variance
FROM ts_price_daily
GROUP BY symbol, interval, time_bucket(INTERVAL '1 week', bucket)
WITH NO DATA;

CREATE MATERIALIZED VIEW ts_price_monthly WITH (timescaledb.continuous, timescaledb.materialized_only = false, timescaledb.create_group_indexes = false) AS
SELECT
  symbol,
  interval,
  time_bucket(INTERVAL '1 month', bucket) AS bucket,
  first(open, bucket) AS open,
  max(high) AS high,
  min(low) AS low,
  last(close, bucket) AS close,
  sum(volume) AS volume,
  sum(bars) AS bars,
  sum(parkinson) AS parkinson,
  sum(garman_klass) AS garman_klass,
  sum(realised_variance) AS realised_variance
FROM ts_price_daily
GROUP BY symbol, interval, time_bucket(INTERVAL '1 month', bucket)
WITH NO DATA;

-- One index for questions that name a symbol, in place of one per grouping column: indexes are most of a refresh.
CREATE INDEX ts_price_daily_key ON ts_price_daily (symbol, interval, bucket);
CREATE INDEX ts_price_hourly_key ON ts_price_hourly (symbol, interval, bucket);
CREATE INDEX ts_price_weekly_key ON ts_price_weekly (symbol, interval, bucket);
CREATE INDEX ts_price_monthly_key ON ts_price_monthly (symbol, interval, bucket);

-- By default an aggregate's chunks span ten of its source's, ten days here: thousands for a long history.
SELECT set_chunk_time_interval('ts_price_hourly', INTERVAL '90 days');
SELECT set_chunk_time_interval('ts_price_daily', INTERVAL '5 years');
SELECT set_chunk_time_interval('ts_price_weekly', INTERVAL '20 years');
SELECT set_chunk_time_interval('ts_price_monthly', INTERVAL '50 years');
