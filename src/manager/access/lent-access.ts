import type { AccessStore } from '../../domain/access-store.ts';

/** Lends the store of users, sessions, keys and the audit log. */
export interface LentAccess {
  /** Done again where the database is lost on the way. @throws StockulaError DATABASE_UNAVAILABLE */
  read<Answer>(work: (store: AccessStore) => Promise<Answer>): Promise<Answer>;
  /** Done once. @throws as read */
  write<Answer>(work: (store: AccessStore) => Promise<Answer>): Promise<Answer>;
}
