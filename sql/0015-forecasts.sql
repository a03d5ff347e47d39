-- Forecasts as they were made, and how they fared once what happened is known.

CREATE TABLE forecasts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT now(),
  symbol text NOT NULL,
  interval text NOT NULL,
  adjust text NOT NULL CHECK (adjust IN ('raw', 'split', 'total')),
  origin timestamptz NOT NULL,
  last double precision NOT NULL,
  scale double precision NOT NULL,
  level double precision,
  model text NOT NULL,
  points jsonb NOT NULL,
  paths jsonb NOT NULL,
  data_hash text NOT NULL,
  settings_hash text NOT NULL,
  score jsonb,
  scored_at timestamptz,
  is_final boolean NOT NULL DEFAULT false,
  UNIQUE (symbol, interval, origin, data_hash, settings_hash)
);
COMMENT ON COLUMN forecasts.origin IS 'the last bar that was known';
COMMENT ON COLUMN forecasts.last IS 'its close, on the basis of the time of the forecast, as all prices here are';
COMMENT ON COLUMN forecasts.scale IS 'mean absolute change over one bar before the origin: what MASE divides by';
COMMENT ON COLUMN forecasts.is_final IS 'the last bar of the forecast has passed, and the score is of all of them';
CREATE INDEX forecasts_open ON forecasts (symbol, interval) WHERE NOT is_final;
