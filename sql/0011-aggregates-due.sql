-- Aggregates of bars that are older than what their policies look back to are built by whoever writes the bars. What
-- is still to be built is noted here in the transaction that writes them, so that no crash can lose it.

CREATE TABLE stockula.aggregates_due (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  first timestamptz NOT NULL,
  last timestamptz NOT NULL,
  noted_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE stockula.aggregates_due IS 'spans of bars that were written and that the continuous aggregates do not show yet';
