import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTemporaryName } from '../../config/temporary-name.ts';
import { processExists } from './process-exists.ts';

/** Nobody writes a file for so long; what another machine left is known by that alone. */
const dayMs = 86_400_000;

/**
 * Removes temporary files that killed processes left in a folder: only those by the names of `temporaryName`, and none
 * of a process that may be at work on it.
 * @param isOf whether files of this name are ours to tidy up after
 */
export function removeLeftovers(folder: string, isOf: (name: string) => boolean): void {
  for (const name of namesIn(folder)) {
    const temporary = readTemporaryName(name);
    if (!temporary || !isOf(temporary.of)) continue;
    const path = join(folder, name);
    const file = statSync(path, { throwIfNoEntry: false });
    if (file?.isFile() && isLeft(temporary.pid, file.mtimeMs)) rmSync(path, { force: true });
  }
}

function isLeft(pid: number | null, writtenAt: number): boolean {
  if (pid === null) return Date.now() - writtenAt > dayMs;
  // In a container the next process often has the same number.
  if (pid === process.pid) return writtenAt < Date.now() - process.uptime() * 1000;
  return !processExists(pid);
}

/** Where a folder may not be listed there is nothing to tidy; whether it can be written is for others to say. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'EACCES'].includes(String(error.code)))
      return [];
    throw error;
  }
}
