import type pg from 'pg';
import type { Session, SessionStore } from '../../../domain/access-store.ts';
import type { EpochMs } from '../../../domain/nominal.ts';
import { sessionColumns } from './columns.ts';

const time = (at: EpochMs | null): Date | null => (at === null ? null : new Date(at));

/** Sessions in the table `stockula.sessions`. */
export class TimescaleSessions implements SessionStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async find(tokenHash: string): Promise<Session | null> {
    const { rows } = await this.#pool.query<Session>(
      `SELECT ${sessionColumns} FROM stockula.sessions
       WHERE (token_hash = $1 OR earlier_hash = $1) AND expires_at > now()`,
      [tokenHash],
    );
    return rows[0] ?? null;
  }

  async insert(session: Session): Promise<void> {
    await this.#pool.query(
      `INSERT INTO stockula.sessions (id, user_id, generation, token_hash, secret, address, agent,
         created_at, rotated_at, seen_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        session.id,
        session.userId,
        session.generation,
        session.tokenHash,
        session.secret,
        session.address,
        session.agent,
        time(session.createdAt),
        time(session.rotatedAt),
        time(session.seenAt),
        time(session.expiresAt),
      ],
    );
  }

  async update(session: Session, seenToken: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `UPDATE stockula.sessions SET token_hash = $2, earlier_hash = $3, earlier_until = $4, rotated_at = $5,
         seen_at = $6, address = $7 WHERE id = $1 AND token_hash = $8`,
      [
        session.id,
        session.tokenHash,
        session.earlierHash,
        time(session.earlierUntil),
        time(session.rotatedAt),
        time(session.seenAt),
        session.address,
        seenToken,
      ],
    );
    return rowCount === 1;
  }

  async ofUser(userId: string): Promise<Session[]> {
    const { rows } = await this.#pool.query<Session>(
      `SELECT ${sessionColumns} FROM stockula.sessions WHERE user_id = $1 AND expires_at > now()
       ORDER BY seen_at DESC LIMIT 1000`,
      [userId],
    );
    return rows;
  }

  async remove(ids: readonly string[]): Promise<Session[]> {
    const { rows } = await this.#pool.query<Session>(
      `DELETE FROM stockula.sessions WHERE id = ANY ($1::uuid[]) RETURNING ${sessionColumns}`,
      [ids],
    );
    return rows;
  }
}
