import { existsSync } from 'node:fs';
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

/** A synthetic legacy database in a folder of its own. */
export function syntheticFile(options: SyntheticLegacyOptions = {}): string {
  return writeSyntheticLegacy(join(freshFolder('source'), 'legacy.db'), options).path;
}

/** Changes a database file as the older application, or an accident, would. */
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
