import type { DatabaseSync } from 'node:sqlite';
import { type Connection, connectReadOnly, defaultBusyTimeoutMs } from './connect.ts';
import { detectGeneration } from './generation.ts';
import { inspectFile } from './inspect-file.ts';
import { checkColumns, extrasIn, readSchema, type SchemaColumns, tablesIn } from './schema.ts';
import { explain } from './source-errors.ts';
import { columnsOf, type Generation, type LegacyTableName } from './tables.ts';

/** An open database of the older application. It is only read, unless it was opened for writing. */
export interface LegacyFile {
  /** Absolute path. */
  readonly path: string;
  readonly database: DatabaseSync;
  readonly generation: Generation;
  readonly tables: ReadonlySet<LegacyTableName>;
  /** Tables (`name`) and columns (`table.column`) that the older application does not know; nothing reads them. */
  readonly extras: readonly string[];
  readonly sizeBytes: number;
  /** Whether a recovered private copy is read, because the last writer crashed in the middle of a write. */
  readonly recovered: boolean;
  /** The columns to select from a table: those of its generation that the file has. */
  readonly columnsOf: (table: LegacyTableName) => readonly string[];
  close(): void;
}

export interface OpenOptions {
  /** How long to wait while the older application holds the file locked, in milliseconds (default 5000). */
  readonly busyTimeoutMs?: number;
}

/** Tells what an open connection leads to. Throws SOURCE_UNUSABLE for a database of another application. */
export function describeFile(connection: Connection, path: string, sizeBytes: number): LegacyFile {
  const schema: SchemaColumns = readSchema(connection.database);
  const tables = tablesIn(path, schema);
  checkColumns(path, schema, tables);
  const generation = detectGeneration(schema.get('price_history') ?? new Set());
  return {
    path,
    database: connection.database,
    generation,
    tables,
    extras: extrasIn(schema),
    sizeBytes,
    recovered: connection.recovered,
    columnsOf: (table) =>
      columnsOf(table, generation).filter((column) => schema.get(table)?.has(column) === true),
    close: () => connection.close(),
  };
}

/**
 * Opens a database of the older application for reading. The caller closes it.
 * Throws SOURCE_UNUSABLE, in words for the file's owner, for anything that is not such a database, is damaged, or
 * stays locked; DISK_FULL when a crashed file could not be copied for recovery.
 */
export function openLegacyFile(path: string, options: OpenOptions = {}): LegacyFile {
  const facts = inspectFile(path);
  const connection = connectReadOnly(facts, options.busyTimeoutMs ?? defaultBusyTimeoutMs);
  try {
    return describeFile(connection, facts.path, facts.sizeBytes);
  } catch (thrown) {
    connection.close();
    throw explain(facts.path, thrown);
  }
}
