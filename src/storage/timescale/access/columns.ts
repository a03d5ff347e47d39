/** A time as milliseconds since 1970. */
export const epoch = (column: string, name: string): string =>
  `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`;

export const userColumns = `users.id::text AS id, users.name, users.access_right AS "right", generation,
  ${epoch('users.created_at', 'createdAt')}, ${epoch('password_set_at', 'passwordSetAt')},
  ${epoch('last_login_at', 'lastLoginAt')}, ${epoch('disabled_at', 'disabledAt')}`;

export const keyColumns = `api_keys.id::text AS id, user_id::text AS "userId", users.name AS owner, api_keys.name,
  prefix, api_keys.access_right AS "right", ${epoch('api_keys.created_at', 'createdAt')},
  ${epoch('expires_at', 'expiresAt')}, ${epoch('used_at', 'usedAt')}`;

export const sessionColumns = `id::text AS id, user_id::text AS "userId", generation, token_hash AS "tokenHash",
  earlier_hash AS "earlierHash", ${epoch('earlier_until', 'earlierUntil')}, secret, address, agent,
  ${epoch('created_at', 'createdAt')}, ${epoch('rotated_at', 'rotatedAt')}, ${epoch('seen_at', 'seenAt')},
  ${epoch('expires_at', 'expiresAt')}`;
