/** A value as SQLite hands it over: integers as bigint, so that none loses digits. */
export type RawValue = null | number | bigint | string | Uint8Array;

/** A source row before validation, by column name. */
export type RawRow = Readonly<Record<string, RawValue>>;

/** A row and where it stands: its id, its symbol, or `rowid:N` where it has neither. */
export interface SourceRow {
  readonly place: string;
  readonly row: RawRow;
}
