import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DriverName } from '../../infra/driver.ts';
import { type InfrastructureOptions, serviceFolder } from '../../infra/options.ts';
import { dataDirectoryAt } from '../../storage/embedded/data-directory.ts';
import { folderBytes } from '../../storage/embedded/folder-bytes.ts';
import { abandonedSnapshots } from '../source.ts';

/** A compressed target takes less than its source; the write-ahead log and the rows not compressed yet come on top. */
const targetPerSourceByte = 3;
const targetAtLeastBytes = 100 << 20;

/** Bytes that a migration will still write on the disk of the data directory. */
export interface NeededRoom {
  /** Of the snapshot. */
  readonly sourceBytes: number;
  /** Of the target, where it lies there. */
  readonly targetBytes: number;
}

/** What was written before, by an attempt that did not come to its end, need not find room again. */
export function neededRoom(from: string, driver: DriverName, options: InfrastructureOptions): NeededRoom {
  const sourceBytes = sizeOf(from);
  const targetBytes = Math.max(targetAtLeastBytes, sourceBytes * targetPerSourceByte);
  // Removed before a new snapshot is taken.
  const abandoned = abandonedSnapshots(join(options.dataDirectory, 'scratch')).map(sizeOf);
  return {
    sourceBytes: Math.max(0, sourceBytes - abandoned.reduce((sum, bytes) => sum + bytes, 0)),
    targetBytes: Math.max(0, targetBytes - storedBytes(driver, options)),
  };
}

/** The volume of a container cannot be weighed from here. */
function storedBytes(driver: DriverName, options: InfrastructureOptions): number {
  if (driver === 'docker') return 0;
  const cluster =
    driver === 'embedded'
      ? dataDirectoryAt(options.dataDirectory).cluster
      : join(serviceFolder(options, 'database'), 'data');
  return folderBytes(cluster) ?? 0;
}

/** 0 where there is none: the file itself is examined by the copy, which tells what is wrong with it. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
