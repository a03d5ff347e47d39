import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type SyntheticLegacyOptions,
  writeSyntheticLegacy,
} from '../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from './embedded.ts';

/** Real legacy databases that lie beside the project on some machines; tests on them are skipped elsewhere. */
const sharedLegacy = resolve(import.meta.dirname, '../../../shared/data/legacy');
export const hasSharedLegacy = existsSync(sharedLegacy);
export const cleanSharedFile = join(sharedLegacy, 'stockula.db');
export const dirtySharedFile = join(sharedLegacy, 'stockula-gen1-dirty.db');
export const sharedFile = (generation: 1 | 2): string =>
  generation === 1 ? dirtySharedFile : cleanSharedFile;

/** A synthetic legacy database in a folder of its own. */
export function syntheticFile(options: SyntheticLegacyOptions = {}): string {
  return writeSyntheticLegacy(join(freshFolder('source'), 'legacy.db'), options).path;
}

/** Changes a database file as the older application, or an accident, would; makes it if need be. */
export function change(path: string, ...statements: string[]): void {
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    for (const statement of statements) file.exec(statement);
  } finally {
    file.close();
  }
}

/** Rows of a database file by the test's own SQL. */
export function ask<Row>(path: string, statement: string): Row[] {
  const file = new DatabaseSync(path, { readOnly: true });
  try {
    return file.prepare(statement).all() as Row[];
  } finally {
    file.close();
  }
}

const looseTables = [
  'stocks',
  'stock_info',
  'price_history',
  'dividends',
  'splits',
  'options_calls',
  'options_puts',
];

/** Takes the constraints from a file's tables, as exports and imports do, and their rows where they are not kept. */
export function loosen(path: string, rows: 'kept' | 'dropped'): void {
  const limit = rows === 'kept' ? '' : ' LIMIT 0';
  for (const table of looseTables)
    change(
      path,
      `CREATE TABLE loose AS SELECT * FROM ${table}${limit}`,
      `DROP TABLE ${table}`,
      `ALTER TABLE loose RENAME TO ${table}`,
    );
}

/** A copy of a file with half-written pages in it and the journal to undo them, as after a power cut. */
export function crashedCopyOf(path: string): string {
  const crashed = join(freshFolder('source'), 'crashed.db');
  const writer = new DatabaseSync(path);
  writer.exec('PRAGMA cache_size = 5; BEGIN; DELETE FROM price_history');
  copyFileSync(path, crashed);
  copyFileSync(`${path}-journal`, `${crashed}-journal`);
  writer.exec('ROLLBACK');
  writer.close();
  return crashed;
}
