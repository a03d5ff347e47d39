-- What is stored of each symbol and interval, and what sources are known not to have, as sets of days. Calculated and
-- written by the application, which locks a row before it reads it to change it.

CREATE TABLE coverage (
  symbol text NOT NULL,
  interval text NOT NULL,
  held datemultirange NOT NULL DEFAULT '{}',
  provisional datemultirange NOT NULL DEFAULT '{}',
  absent datemultirange[] NOT NULL DEFAULT '{}',
  absent_asks smallint[] NOT NULL DEFAULT '{}',
  absent_asked_at timestamptz[] NOT NULL DEFAULT '{}',
  refreshed_at timestamptz,
  counted_at timestamptz,
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (symbol, interval),
  CHECK (NOT held && provisional),
  CHECK (cardinality(absent) = cardinality(absent_asks) AND cardinality(absent) = cardinality(absent_asked_at))
);
COMMENT ON COLUMN coverage.held IS 'sessions whose bars are final; each reaches to the start of the next session';
COMMENT ON COLUMN coverage.provisional IS 'sessions whose bars were fetched before they were final';
COMMENT ON COLUMN coverage.absent IS 'sessions that sources had no bar of, grouped by how often and when they were asked for';
COMMENT ON COLUMN coverage.absent_asks IS 'how often the sessions of each group were asked for';
COMMENT ON COLUMN coverage.absent_asked_at IS 'when the sessions of each group were last asked for';
COMMENT ON COLUMN coverage.refreshed_at IS 'when sources were last asked for the running session';
COMMENT ON COLUMN coverage.counted_at IS 'when bars stored without the ledger were counted; null: not yet';
