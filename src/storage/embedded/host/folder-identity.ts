import { statSync } from 'node:fs';

/** Which folder a path leads to now, whatever it is called; null if to none. */
export function folderIdentity(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}
