import type pg from 'pg';
import type { NewUser, User, UserChange, UserWithPassword } from '../../../domain/access-store.ts';
import { inRetriedTransaction } from '../transaction.ts';
import { userColumns } from './columns.ts';
import { dropOwned, handOver } from './owned.ts';

/** An admin who may log in; there is one as soon as there are users. */
const isAdmin = `access_right = 'admin' AND disabled_at IS NULL`;

/** Users in the table `stockula.users`. */
export class TimescaleUsers {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async any(): Promise<boolean> {
    const { rows } = await this.#pool.query<{ any: boolean }>(
      'SELECT EXISTS (SELECT FROM stockula.users) AS any',
    );
    return rows[0]?.any === true;
  }

  async list(): Promise<User[]> {
    const { rows } = await this.#pool.query<User>(
      `SELECT ${userColumns} FROM stockula.users ORDER BY name LIMIT 10000`,
    );
    return rows;
  }

  async find(id: string): Promise<User | null> {
    const { rows } = await this.#pool.query<User>(`SELECT ${userColumns} FROM stockula.users WHERE id = $1`, [
      id,
    ]);
    return rows[0] ?? null;
  }

  async byName(name: string): Promise<UserWithPassword | null> {
    const { rows } = await this.#pool.query<UserWithPassword>(
      `SELECT ${userColumns}, password_hash AS "passwordHash" FROM stockula.users WHERE name = $1`,
      [name],
    );
    return rows[0] ?? null;
  }

  add({ name, right, passwordHash }: NewUser): Promise<User | null> {
    return this.#alone(async (client) => {
      const { rows } = await client.query<User>(
        `INSERT INTO stockula.users (name, access_right, password_hash)
         SELECT $1, $2, $3 WHERE $2 = 'admin' OR EXISTS (SELECT FROM stockula.users)
         ON CONFLICT (name) DO NOTHING RETURNING ${userColumns}`,
        [name, right, passwordHash],
      );
      const [user] = rows;
      if (user && (await isAlone(client))) await handOver(client, user.name);
      return user ?? null;
    });
  }

  change(id: string, { right, disabled, passwordHash }: UserChange): Promise<boolean> {
    return this.#keepingAnAdmin(async (client) => {
      await client.query(
        `UPDATE stockula.users SET access_right = coalesce($2, access_right),
           disabled_at = CASE WHEN $3 THEN coalesce(disabled_at, now()) WHEN NOT $3 THEN NULL ELSE disabled_at END,
           password_hash = coalesce($4, password_hash),
           password_set_at = CASE WHEN $4::text IS NULL THEN password_set_at ELSE now() END,
           generation = generation + (coalesce($3, false) OR $4::text IS NOT NULL)::int
         WHERE id = $1`,
        [id, right ?? null, disabled ?? null, passwordHash ?? null],
      );
    });
  }

  remove(id: string): Promise<boolean> {
    return this.#keepingAnAdmin(async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'DELETE FROM stockula.users WHERE id = $1 RETURNING name',
        [id],
      );
      if (rows[0]) await dropOwned(client, rows[0].name);
    });
  }

  async noteLogin(id: string): Promise<void> {
    await this.#pool.query('UPDATE stockula.users SET last_login_at = now() WHERE id = $1', [id]);
  }

  /** Does it only where an admin is left afterwards. */
  #keepingAnAdmin(work: (client: pg.PoolClient) => Promise<void>): Promise<boolean> {
    return this.#alone(async (client) => {
      await client.query('SAVEPOINT before');
      await work(client);
      const { rows } = await client.query<{ left: boolean }>(
        `SELECT EXISTS (SELECT FROM stockula.users WHERE ${isAdmin}) AS left`,
      );
      if (rows[0]?.left) return true;
      await client.query('ROLLBACK TO SAVEPOINT before');
      return false;
    });
  }

  /** One after the other: two admins who block each other at the same time must not both succeed. */
  #alone<Answer>(work: (client: pg.PoolClient) => Promise<Answer>): Promise<Answer> {
    return inRetriedTransaction(this.#pool, async (client) => {
      await client.query('LOCK TABLE stockula.users IN SHARE ROW EXCLUSIVE MODE');
      return work(client);
    });
  }
}

async function isAlone(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ users: number }>('SELECT count(*)::int AS users FROM stockula.users');
  return rows[0]?.users === 1;
}
