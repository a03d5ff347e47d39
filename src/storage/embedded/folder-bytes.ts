import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Size of all files below a folder; null if there is no such folder. */
export function folderBytes(folder: string): number | null {
  if (!existsSync(folder)) return null;
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    // Files of a running database come and go.
    if (entry.isFile())
      total += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}
