-- Instruments and what the older application knew about strategies and forecast models.
-- created_at and updated_at are the source's own; null where it did not know.

CREATE TABLE stocks (
  symbol text PRIMARY KEY,
  name text,
  sector text,
  industry text,
  market_cap double precision,
  exchange text,
  currency text,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE stock_info (
  symbol text PRIMARY KEY,
  info jsonb NOT NULL,
  original text,
  created_at timestamptz,
  updated_at timestamptz
);
COMMENT ON COLUMN stock_info.original IS 'the text as it came, where it was not valid JSON (bare NaN or Infinity)';

CREATE TABLE strategies (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  class_name text NOT NULL,
  module_path text NOT NULL,
  description text,
  category text,
  is_active boolean NOT NULL,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE strategy_presets (
  id bigint PRIMARY KEY,
  strategy_id bigint NOT NULL REFERENCES strategies (id),
  name text NOT NULL,
  parameters jsonb NOT NULL,
  parameters_original text,
  description text,
  is_default boolean NOT NULL,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE autots_models (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  categories text NOT NULL,
  is_slow boolean NOT NULL,
  is_gpu_enabled boolean NOT NULL,
  requires_regressor boolean NOT NULL,
  min_data_points bigint NOT NULL,
  description text,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE autots_presets (
  id bigint PRIMARY KEY,
  name text NOT NULL,
  models text NOT NULL,
  description text,
  use_case text,
  created_at timestamptz,
  updated_at timestamptz
);

CREATE TABLE legacy_schema_version (
  version_num text PRIMARY KEY
);
COMMENT ON TABLE legacy_schema_version IS 'revision mark of the migrated SQLite database; kept as a record only';
