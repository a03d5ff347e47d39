-- What following a file that is still being written to needs to know.

-- Rows set aside are replaced symbol by symbol. Empty where a table has no symbols, or a row none that is text.
ALTER TABLE quarantine ADD COLUMN symbol text NOT NULL DEFAULT '';
ALTER TABLE merged_rows ADD COLUMN symbol text NOT NULL DEFAULT '';
COMMENT ON COLUMN quarantine.symbol IS 'in upper case; for follow, which replaces rows by symbol';
COMMENT ON COLUMN merged_rows.symbol IS 'in upper case; for follow, which replaces rows by symbol';
CREATE INDEX quarantine_by_symbol ON quarantine (source, source_table, symbol);
CREATE INDEX merged_rows_by_symbol ON merged_rows (source, source_table, symbol);

ALTER TABLE migration_runs ADD COLUMN kind text NOT NULL DEFAULT 'copy' CHECK (kind IN ('copy', 'follow'));
ALTER TABLE migration_runs ADD COLUMN followed jsonb;
COMMENT ON COLUMN migration_runs.followed IS 'what a follower has carried over so far, and how far it lags behind';
ALTER TABLE migration_runs DROP CONSTRAINT migration_runs_status_check;
ALTER TABLE migration_runs ADD CONSTRAINT migration_runs_status_check
  CHECK (status IN ('running', 'verified', 'mismatched', 'followed'));
COMMENT ON COLUMN migration_runs.status IS 'followed: a follower was stopped without comparing everything at its end';

-- A follower removes rows table by table, the strategies before their presets.
ALTER TABLE strategy_presets DROP CONSTRAINT strategy_presets_strategy_id_fkey;
ALTER TABLE strategy_presets ADD CONSTRAINT strategy_presets_strategy_id_fkey
  FOREIGN KEY (strategy_id) REFERENCES strategies (id) ON DELETE CASCADE;
