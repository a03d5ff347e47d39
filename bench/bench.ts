import type { Database } from '../src/storage/timescale/database.ts';

/** What a group of measurements gets to work with. */
export interface Bench {
  /** Folder of its own, removed at the end. */
  readonly scratch: string;
  /** The legacy database to measure with, and a symbol in it. */
  readonly source: { readonly path: string; readonly symbol: string };
  /** Whether to take the time for the large sizes. */
  readonly full: boolean;
  /** Opens an embedded database with an up-to-date schema. */
  open(dataDirectory: string): Promise<Database>;
  query(dataDirectory: string, sql: string): Promise<Record<string, unknown>[]>;
  stopDatabase(dataDirectory: string): Promise<void>;
  print(group: string, what: string, figure: string, beside: string): void;
}
