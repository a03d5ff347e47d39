-- Portfolios that users name and keep.

CREATE TABLE portfolios (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  name text NOT NULL,
  currency text NOT NULL,
  cash double precision NOT NULL CHECK (cash >= 0),
  fractional boolean NOT NULL,
  notes text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (owner, name)
);
COMMENT ON COLUMN portfolios.owner IS 'the user it belongs to';
COMMENT ON COLUMN portfolios.fractional IS 'whether parts of a share can be held';
COMMENT ON COLUMN portfolios.version IS 'grows with each change: who writes names the one they read';

CREATE TABLE portfolio_holdings (
  portfolio bigint NOT NULL REFERENCES portfolios ON DELETE CASCADE,
  place integer NOT NULL,
  symbol text NOT NULL,
  quantity double precision NOT NULL CHECK (quantity >= 0),
  target_weight double precision CHECK (target_weight BETWEEN 0 AND 1),
  cost double precision CHECK (cost >= 0),
  category text,
  PRIMARY KEY (portfolio, symbol)
);
COMMENT ON COLUMN portfolio_holdings.place IS 'in the order in which the user has them';
COMMENT ON COLUMN portfolio_holdings.quantity IS 'shares of today: after a split the user changes it';
COMMENT ON COLUMN portfolio_holdings.target_weight IS 'part of the whole value, cash included, that is meant for it';
COMMENT ON COLUMN portfolio_holdings.cost IS 'paid per share of today, in the currency of the portfolio';
