import type { Database } from '../storage/timescale/database.ts';

/** Lends the database for a piece of work, whatever becomes of the connection in between. */
export interface LentDatabase {
  /** Done again where the database is lost on the way. @throws StockulaError DATABASE_UNAVAILABLE */
  read<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
  /** Done once. @throws as read */
  write<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
}
