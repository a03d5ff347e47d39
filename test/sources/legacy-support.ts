import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';

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
