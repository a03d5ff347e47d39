import { statfsSync } from 'node:fs';
import { EngineStopped } from './engine-process.ts';
import { PortUnavailable } from './listener.ts';
import type { HostFailureReason } from './protocol.ts';

/** With less than this free, a cluster can be neither made nor opened, whatever the engine says it failed at. */
const leastFreeBytes = 4 << 20;

/** Why a host could not serve the data directory at `root`. */
export function failureReason(error: unknown, root: string): HostFailureReason {
  if (error instanceof PortUnavailable) return 'port-unavailable';
  const reason = error instanceof EngineStopped ? error.failure.reason : 'cannot-open';
  if (reason === 'locked' || reason === 'engine-left-behind') return reason;
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize < leastFreeBytes || isOutOfSpace(error) ? 'disk-full' : reason;
}

/** Whether an error of the file system says that the disk is full. */
export function isOutOfSpace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOSPC';
}
