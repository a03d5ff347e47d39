import { spawnSync } from 'node:child_process';
import { freshFolder } from './embedded.ts';

/** A file system of its own; null where this user may not mount one. */
export function smallDisk(megabytes: number): string | null {
  if (process.platform !== 'linux') return null;
  const folder = freshFolder('disk');
  const options = `size=${megabytes}m,mode=700`;
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  return status === 0 ? folder : null;
}

export function unmount(disk: string | null): void {
  if (disk) spawnSync('umount', ['-l', disk]);
}
