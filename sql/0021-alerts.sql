-- Rules of users about data, the events when they came true, and where these are sent.

CREATE TABLE alert_rules (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('price', 'change', 'indicator', 'drift', 'stale')),
  symbol text,
  portfolio bigint,
  condition jsonb NOT NULL,
  cooldown_seconds integer CHECK (cooldown_seconds > 0),
  enabled boolean NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  step bigint NOT NULL DEFAULT 0,
  is_true boolean,
  seen_at timestamptz,
  value double precision,
  problem text,
  evaluated_at timestamptz,
  fired_at timestamptz,
  CHECK ((kind = 'drift') = (portfolio IS NOT NULL) AND (kind <> 'drift') = (symbol IS NOT NULL))
);
COMMENT ON COLUMN alert_rules.owner IS 'the user it belongs to';
COMMENT ON COLUMN alert_rules.portfolio IS 'no reference: a rule whose portfolio is deleted says so';
COMMENT ON COLUMN alert_rules.cooldown_seconds IS 'null: after it has fired, it does not again before it was false';
COMMENT ON COLUMN alert_rules.version IS 'grows with each change by the user, which forgets what was seen';
COMMENT ON COLUMN alert_rules.step IS 'grows with each evaluation: of processes that evaluate the same one, one records it';
COMMENT ON COLUMN alert_rules.is_true IS 'whether the condition held when it was last looked at; null: not yet looked at';
COMMENT ON COLUMN alert_rules.seen_at IS 'the bar or session that was looked at last';
COMMENT ON COLUMN alert_rules.problem IS 'why it cannot be evaluated';
COMMENT ON COLUMN alert_rules.evaluated_at IS 'when an evaluation last changed anything';
CREATE INDEX alert_rules_of_owner ON alert_rules (owner, id);
CREATE INDEX alert_rules_by_symbol ON alert_rules (symbol) WHERE enabled;

CREATE TABLE alert_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  rule bigint REFERENCES alert_rules ON DELETE SET NULL,
  rule_name text NOT NULL,
  occasion text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  symbol text,
  portfolio bigint,
  observed_at timestamptz NOT NULL,
  value double precision NOT NULL,
  text text NOT NULL,
  acknowledged_at timestamptz,
  UNIQUE (rule, occasion)
);
COMMENT ON COLUMN alert_events.occasion IS 'version of the rule and the bar or session: a rule fires once for each';
COMMENT ON COLUMN alert_events.observed_at IS 'the bar or session that it was true of';
CREATE INDEX alert_events_of_owner ON alert_events (owner, id);
CREATE INDEX alert_events_unread ON alert_events (owner) WHERE acknowledged_at IS NULL;

CREATE TABLE webhooks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  owner text NOT NULL,
  url text NOT NULL,
  secret text NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (owner, url)
);
COMMENT ON COLUMN webhooks.secret IS 'as it is, because it signs each delivery; 256 random bits that serve nothing else';

CREATE TABLE webhook_deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook bigint NOT NULL REFERENCES webhooks ON DELETE CASCADE,
  event bigint NOT NULL REFERENCES alert_events ON DELETE CASCADE,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given up')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  tried_at timestamptz,
  problem text,
  UNIQUE (event, webhook)
);
COMMENT ON COLUMN webhook_deliveries.due_at IS 'while one is under way, when it is taken for lost';
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (due_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_of_webhook ON webhook_deliveries (webhook, id);
