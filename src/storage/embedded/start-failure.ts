import { StockulaError } from '../../domain/errors.ts';
import type { DataDirectory } from './data-directory.ts';
import { DirectoryLock } from './directory-lock.ts';
import { holderOf } from './holder.ts';
import type { HostReport } from './host/protocol.ts';

/** The error for a directory that another process holds without answering. */
export function inUse(directory: DataDirectory): StockulaError {
  const held = DirectoryLock.isHeld(directory.hostLock);
  const holder = held ? holderOf(directory.root) : null;
  const who = holder ? `process ${holder.pid} (since ${holder.since})` : 'another process';
  return new StockulaError('DATA_DIR_IN_USE', {
    expected: `the data directory ${directory.root} to be free or its database to answer`,
    got: `${who} holds it and does not answer`,
    remedy: 'End that process, or choose another folder with STOCKULA_DATA_DIR.',
  });
}

/** The error for a host that could not serve; `port` is the one it was to listen on. */
export function startFailure(
  directory: DataDirectory,
  port: number | null,
  { reason, message }: Extract<HostReport, { kind: 'failed' }>,
): StockulaError {
  switch (reason) {
    case 'disk-full':
      return new StockulaError('DISK_FULL', {
        expected: `free space for the data directory ${directory.root}`,
        got: message,
        remedy: 'Free some space and try again; what was committed is safe.',
      });
    case 'engine-left-behind':
      return new StockulaError('DATA_DIR_IN_USE', {
        expected: `the data directory ${directory.root} to be free`,
        got: message,
        remedy: 'Wait until it ends, or end it (kill -9); what was committed is safe.',
      });
    case 'port-unavailable':
      return new StockulaError('PORT_UNAVAILABLE', {
        expected: `to serve the database on 127.0.0.1:${port} (database.port)`,
        got: message,
        remedy:
          'End the program that listens there, set database.port to another one, or leave it out: the socket needs none. The data is untouched.',
      });
    default:
      return new StockulaError('DATA_DIR_UNUSABLE', {
        expected: `a database that opens in ${directory.root}`,
        got: message,
        remedy: `The log ${directory.hostLog} has the details. If the directory is damaged, restore a copy of it or migrate again into another folder (STOCKULA_DATA_DIR).`,
      });
  }
}
