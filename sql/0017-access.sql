-- Who may ask the API: users, their sessions and keys, and what was done by whom.

CREATE TABLE stockula.users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
  access_right text NOT NULL CHECK (access_right IN ('read', 'analyse', 'admin')),
  password_hash text NOT NULL,
  generation integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  password_set_at timestamptz NOT NULL DEFAULT now(),
  last_login_at timestamptz,
  disabled_at timestamptz
);
COMMENT ON COLUMN stockula.users.password_hash IS 'argon2id, as a PHC string';
COMMENT ON COLUMN stockula.users.generation IS 'counted up with every new password and every block: sessions of an earlier one are over';

CREATE TABLE stockula.sessions (
  id uuid PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES stockula.users (id) ON DELETE CASCADE,
  generation integer NOT NULL,
  token_hash text NOT NULL UNIQUE,
  earlier_hash text UNIQUE,
  earlier_until timestamptz,
  secret text NOT NULL,
  address text NOT NULL,
  agent text NOT NULL,
  created_at timestamptz NOT NULL,
  rotated_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON COLUMN stockula.sessions.token_hash IS 'SHA-256 of what the cookie holds';
COMMENT ON COLUMN stockula.sessions.earlier_hash IS 'of the cookie before; it holds until the browser has shown the new one, and a moment longer';
COMMENT ON COLUMN stockula.sessions.secret IS 'what the CSRF token and the next cookie are made from; of no use without the cookie';
CREATE INDEX sessions_of_user ON stockula.sessions (user_id);
CREATE INDEX sessions_expiry ON stockula.sessions (expires_at);

CREATE TABLE stockula.api_keys (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES stockula.users (id) ON DELETE CASCADE,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash text NOT NULL UNIQUE,
  access_right text NOT NULL CHECK (access_right IN ('read', 'analyse', 'admin')),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  used_at timestamptz
);
COMMENT ON COLUMN stockula.api_keys.key_hash IS 'SHA-256 of the key, which is 256 random bits';
COMMENT ON COLUMN stockula.api_keys.prefix IS 'the beginning of the key, by which people tell it from others';
CREATE INDEX api_keys_of_user ON stockula.api_keys (user_id);

CREATE TABLE stockula.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  via text NOT NULL,
  action text NOT NULL,
  target text,
  outcome text NOT NULL CHECK (outcome IN ('done', 'refused', 'failed')),
  address text
);
COMMENT ON COLUMN stockula.audit_log.actor IS 'name of the user, which may be gone by now';
CREATE INDEX audit_log_at ON stockula.audit_log (at);
CREATE INDEX audit_log_actor ON stockula.audit_log (actor, id);
