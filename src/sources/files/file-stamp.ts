import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What a file looks like from outside: another stamp, another file or other content. */
export function stampOf({ dev, ino, size, mtimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs].join(' ');
}

/** The stamp of what is at a path; null where there is nothing, or where it cannot be looked at just now. */
export async function stampAt(path: string): Promise<string | null> {
  try {
    return stampOf(await stat(path, { bigint: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}
