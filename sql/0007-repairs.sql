-- Which repairs a run was asked for, and what it mended.

ALTER TABLE migration_runs ADD COLUMN repairs text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN migration_runs.repairs IS 'kinds of repairs that were on; a resumed run, verify and follow go by the same';

-- Rows that were written, or merged with another one, after repair: one row for each kind.
CREATE TABLE repaired_rows (
  source text NOT NULL,
  source_table text NOT NULL,
  place text NOT NULL,
  kind text NOT NULL,
  run_id bigint NOT NULL REFERENCES migration_runs (id),
  symbol text NOT NULL DEFAULT '',
  PRIMARY KEY (source, source_table, place, kind)
);
COMMENT ON COLUMN repaired_rows.place IS 'primary key of the row in its source table';
COMMENT ON COLUMN repaired_rows.symbol IS 'in upper case; for follow, which replaces rows by symbol';
CREATE INDEX repaired_rows_by_symbol ON repaired_rows (source, source_table, symbol);
