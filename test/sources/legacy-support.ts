import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';

/** Real databases that lie beside the project on some machines; tests on them are skipped elsewhere. */
const sharedLegacy = resolve(import.meta.dirname, '../../../shared/data/legacy');
export const hasSharedLegacy = existsSync(sharedLegacy);
export const sharedFile = (generation: 1 | 2): string =>
  join(sharedLegacy, generation === 1 ? 'stockula-gen1-dirty.db' : 'stockula.db');

/** A function that gives a fresh folder, removed after the test. */
export function useFolders(): () => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'stockula-test-'));
    folders.push(folder);
    return folder;
  };
}

/** Runs statements on a file, creating it if need be. */
export function sql(path: string, ...statements: string[]): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    for (const statement of statements) database.exec(statement);
  } finally {
    database.close();
  }
}

/** The StockulaError that an action throws. */
export async function errorOf(action: () => unknown): Promise<StockulaError> {
  try {
    await action();
  } catch (thrown) {
    if (thrown instanceof StockulaError) return thrown;
    throw thrown;
  }
  throw new Error('Expected an error. Nothing was thrown.');
}
