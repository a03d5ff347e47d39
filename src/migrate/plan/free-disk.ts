import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Room on the disk on which a folder is, or would be made. */
export function freeDisk(folder: string): { readonly bytes: number; readonly path: string } {
  let path = resolve(folder);
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path);
  const { bavail, bsize } = statfsSync(path);
  return { bytes: bavail * bsize, path };
}
