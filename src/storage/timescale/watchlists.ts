import pg from 'pg';
import type {
  Watchlist,
  WatchlistContent,
  WatchlistNotWritten,
  WatchlistStore,
} from '../../domain/watchlist-store.ts';

const columns = 'id::text AS id, name, symbols, version';

/** Watchlists in the table of this name. */
export class TimescaleWatchlists implements WatchlistStore {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async list(owner: string): Promise<Watchlist[]> {
    const { rows } = await this.#pool.query<Watchlist>(
      `SELECT ${columns} FROM watchlists WHERE owner = $1 ORDER BY watchlists.id`,
      [owner],
    );
    return rows;
  }

  async find(owner: string, id: string): Promise<Watchlist | null> {
    const { rows } = await this.#pool.query<Watchlist>(
      `SELECT ${columns} FROM watchlists WHERE owner = $1 AND id = $2::bigint`,
      [owner, id],
    );
    return rows[0] ?? null;
  }

  create(
    owner: string,
    { name, symbols }: WatchlistContent,
    most: number,
  ): Promise<Watchlist | WatchlistNotWritten> {
    // Two at once may both count one too few: that is a list more, and nothing else.
    return this.#write(
      `INSERT INTO watchlists (owner, name, symbols)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM watchlists WHERE owner = $1) < $4 RETURNING ${columns}`,
      [owner, name, symbols, most],
      async () => 'too many',
    );
  }

  replace(
    owner: string,
    id: string,
    version: number | null,
    { name, symbols }: WatchlistContent,
  ): Promise<Watchlist | WatchlistNotWritten> {
    return this.#write(
      `UPDATE watchlists SET name = $4, symbols = $5, version = version + 1
       WHERE owner = $1 AND id = $2::bigint AND ($3::int IS NULL OR version = $3) RETURNING ${columns}`,
      [owner, id, version, name, symbols],
      async () => ((await this.find(owner, id)) === null ? 'absent' : 'changed'),
    );
  }

  async delete(owner: string, id: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'DELETE FROM watchlists WHERE owner = $1 AND id = $2::bigint',
      [owner, id],
    );
    return rowCount === 1;
  }

  async #write(
    statement: string,
    values: readonly unknown[],
    whyNot: () => Promise<WatchlistNotWritten>,
  ): Promise<Watchlist | WatchlistNotWritten> {
    try {
      const { rows } = await this.#pool.query<Watchlist>(statement, [...values]);
      return rows[0] ?? (await whyNot());
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.constraint === 'watchlists_owner_name_key')
        return 'name taken';
      throw error;
    }
  }
}
