-- Answers of questions that were asked in the background, by the id of their job. They are kept for a time.

CREATE TABLE analysis_results (
  id uuid PRIMARY KEY,
  made_at timestamptz NOT NULL DEFAULT now(),
  answer bytea NOT NULL
);
COMMENT ON COLUMN analysis_results.answer IS 'JSON, compressed by gzip';
-- It is compressed already.
ALTER TABLE analysis_results ALTER COLUMN answer SET STORAGE EXTERNAL;
CREATE INDEX analysis_results_oldest ON analysis_results (made_at);
