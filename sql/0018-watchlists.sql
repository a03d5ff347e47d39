-- Lists of symbols that users keep an eye on.

CREATE TABLE watchlists (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  name text NOT NULL,
  symbols text[] NOT NULL,
  version integer NOT NULL DEFAULT 1,
  UNIQUE (owner, name)
);
COMMENT ON COLUMN watchlists.owner IS 'the user it belongs to';
COMMENT ON COLUMN watchlists.symbols IS 'in the order of the user; not all of them need be instruments yet';
COMMENT ON COLUMN watchlists.version IS 'grows with each change: who writes names the one they read';
