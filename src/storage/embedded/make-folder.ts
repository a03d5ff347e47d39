import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, one by one: below /proc, which takes no folders, Node's own way
 * (`recursive`) tries again without end.
 * @throws as mkdirSync, and Error with the place where no folder can be made
 */
export function makeFolder(path: string, mode: number): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // What is there above it, and yet not found when something is to be made in it.
    if (code === 'ENOENT') throw new Error(`${parent}, in which no folder can be made`, { cause: error });
    // Another process may make it at the same moment.
    if (code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}
