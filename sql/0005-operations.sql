-- What Stockula notes down about its own work.

CREATE TABLE migration_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_path text NOT NULL,
  source_generation smallint NOT NULL,
  source_fingerprint text NOT NULL,
  mode text NOT NULL CHECK (mode IN ('copy', 'merge')),
  owner_host text NOT NULL,
  owner_pid integer NOT NULL,
  as_of timestamptz NOT NULL DEFAULT now(),
  heartbeat_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  status text NOT NULL CHECK (status IN ('running', 'verified', 'mismatched')),
  report jsonb
);
CREATE UNIQUE INDEX migration_runs_one_at_a_time ON migration_runs ((true)) WHERE status = 'running';
COMMENT ON COLUMN migration_runs.as_of IS 'the time against which future dates were judged; a resumed run judges by the same';
COMMENT ON COLUMN migration_runs.mode IS 'copy: the tables were empty at the start; merge: rows may be there already';
COMMENT ON COLUMN migration_runs.source_fingerprint IS 'SHA-256 over the content of the snapshot that was read';

-- One row per batch, written in the batch's own transaction: what is here is in the tables too.
CREATE TABLE migration_batches (
  run_id bigint NOT NULL REFERENCES migration_runs (id) ON DELETE CASCADE,
  source_table text NOT NULL,
  batch integer NOT NULL,
  rows_read bigint NOT NULL,
  rows_written bigint NOT NULL,
  rows_merged bigint NOT NULL,
  rows_quarantined bigint NOT NULL,
  PRIMARY KEY (run_id, source_table, batch)
);

-- Rows that could not be taken, whole: nothing is dropped silently.
CREATE TABLE quarantine (
  source text NOT NULL,
  source_table text NOT NULL,
  place text NOT NULL,
  reason text NOT NULL,
  twin text,
  original json NOT NULL,
  run_id bigint NOT NULL REFERENCES migration_runs (id),
  quarantined_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (source, source_table, place)
);
COMMENT ON COLUMN quarantine.original IS 'the row as it came; json, not jsonb, because its text may hold what jsonb refuses';
COMMENT ON COLUMN quarantine.place IS 'primary key of the row in its source table';
COMMENT ON COLUMN quarantine.twin IS 'place of the row that already has this key';

-- Rows that say the same as another one, which was written for both.
CREATE TABLE merged_rows (
  source text NOT NULL,
  source_table text NOT NULL,
  place text NOT NULL,
  twin text NOT NULL,
  run_id bigint NOT NULL REFERENCES migration_runs (id),
  PRIMARY KEY (source, source_table, place)
);

-- Policies run by our own scheduler: the embedded engine has no background workers and keeps no statistics.
CREATE TABLE stockula.job_log (
  job_id integer NOT NULL,
  finished_at timestamptz NOT NULL,
  milliseconds integer NOT NULL,
  failure text
);
CREATE INDEX job_log_recent ON stockula.job_log (job_id, finished_at DESC);

CREATE VIEW stockula.due_jobs AS
SELECT job.job_id, job.proc_name, job.hypertable_name
FROM timescaledb_information.jobs AS job
WHERE job.scheduled
  AND job.proc_name LIKE 'policy\_%'
  AND job.hypertable_name IS NOT NULL
  AND NOT EXISTS (
    SELECT FROM stockula.job_log AS log
    WHERE log.job_id = job.job_id AND log.finished_at > now() - job.schedule_interval
  );
