import type pg from 'pg';
import type {
  AccessStore,
  ApiKey,
  AuditEntry,
  AuditFilter,
  AuditLine,
  NewKey,
  NewUser,
  User,
  UserChange,
  UserWithPassword,
} from '../../../domain/access-store.ts';
import { epoch, keyColumns } from './columns.ts';
import { TimescaleSessions } from './sessions.ts';
import { TimescaleUsers } from './users.ts';

const keysOfUsers = 'stockula.api_keys JOIN stockula.users ON users.id = user_id';

/** Users, sessions, keys and the audit log in tables of the schema `stockula`. */
export class TimescaleAccess implements AccessStore {
  readonly sessions: TimescaleSessions;
  readonly #users: TimescaleUsers;
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#users = new TimescaleUsers(pool);
    this.sessions = new TimescaleSessions(pool);
  }

  hasUsers(): Promise<boolean> {
    return this.#users.any();
  }

  users(): Promise<User[]> {
    return this.#users.list();
  }

  user(id: string): Promise<User | null> {
    return this.#users.find(id);
  }

  userByName(name: string): Promise<UserWithPassword | null> {
    return this.#users.byName(name);
  }

  addUser(user: NewUser): Promise<User | null> {
    return this.#users.add(user);
  }

  changeUser(id: string, change: UserChange): Promise<boolean> {
    return this.#users.change(id, change);
  }

  removeUser(id: string): Promise<boolean> {
    return this.#users.remove(id);
  }

  noteLogin(id: string): Promise<void> {
    return this.#users.noteLogin(id);
  }

  async keys(userId: string | null): Promise<ApiKey[]> {
    const { rows } = await this.#pool.query<ApiKey>(
      `SELECT ${keyColumns} FROM ${keysOfUsers} WHERE $1::bigint IS NULL OR user_id = $1
       ORDER BY users.name, api_keys.id LIMIT 10000`,
      [userId],
    );
    return rows;
  }

  async keyByHash(keyHash: string): Promise<ApiKey | null> {
    const { rows } = await this.#pool.query<ApiKey>(
      `SELECT ${keyColumns} FROM ${keysOfUsers} WHERE key_hash = $1`,
      [keyHash],
    );
    return rows[0] ?? null;
  }

  async addKey({ userId, name, prefix, keyHash, right, expiresAt }: NewKey): Promise<ApiKey> {
    const expires = expiresAt === null ? null : new Date(expiresAt);
    const { rows } = await this.#pool.query<ApiKey>(
      `WITH api_keys AS (
         INSERT INTO stockula.api_keys (user_id, name, prefix, key_hash, access_right, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING *)
       SELECT ${keyColumns} FROM api_keys JOIN stockula.users ON users.id = user_id`,
      [userId, name, prefix, keyHash, right, expires],
    );
    const [key] = rows;
    if (!key) throw new Error('a key that was added is not there');
    return key;
  }

  async removeKey(id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query('DELETE FROM stockula.api_keys WHERE id = $1', [id]);
    return rowCount === 1;
  }

  async noteKeyUse(id: string): Promise<void> {
    await this.#pool.query('UPDATE stockula.api_keys SET used_at = now() WHERE id = $1', [id]);
  }

  async audit({ limit, actor, before }: AuditFilter): Promise<AuditLine[]> {
    const { rows } = await this.#pool.query<AuditLine>(
      `SELECT id::text AS id, ${epoch('at', 'at')}, actor, via, action, target, outcome, address
       FROM stockula.audit_log WHERE ($1::text IS NULL OR actor = $1) AND ($2::bigint IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [actor ?? null, before ?? null, limit],
    );
    return rows;
  }

  async note(entries: readonly AuditEntry[]): Promise<void> {
    await this.#pool.query(
      `INSERT INTO stockula.audit_log (actor, via, action, target, outcome, address, at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])`,
      [
        ...(['actor', 'via', 'action', 'target', 'outcome', 'address'] as const).map((field) =>
          entries.map((entry) => entry[field]),
        ),
        entries.map(({ at }) => new Date(at)),
      ],
    );
  }

  async tidy(auditDays: number): Promise<void> {
    await this.#pool.query('DELETE FROM stockula.sessions WHERE expires_at < now()');
    await this.#pool.query('DELETE FROM stockula.audit_log WHERE at < now() - make_interval(days => $1)', [
      auditDays,
    ]);
  }
}
