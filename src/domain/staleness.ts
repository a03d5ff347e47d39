import type { EpochMs } from './nominal.ts';

/** Why an answer may be older than what is known: it comes from a file that stands in for the database. */
export interface Staleness {
  /** When the database was first found not to answer. */
  readonly since: EpochMs;
  /** What happened. */
  readonly reason: string;
  /** The file that answered, absolute. */
  readonly file: string;
}
