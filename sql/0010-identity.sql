-- What tells this database from others: processes that reach it by different addresses share one cache.

CREATE TABLE stockula.identity (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one)
);
INSERT INTO stockula.identity DEFAULT VALUES;
