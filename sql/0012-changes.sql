-- What was changed, noted in the transaction that changes it: a writer may end between its commit and telling the cache
-- that processes share. Whoever uses that cache next passes on what it has not heard of yet.

CREATE TABLE stockula.changes (
  tag text NOT NULL,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  noted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE stockula.changes IS 'symbols, and other tags of cached values, that were written lately; writers remove old rows';
CREATE INDEX changes_by_transaction ON stockula.changes (transaction);
CREATE INDEX changes_by_age ON stockula.changes (noted_at);
