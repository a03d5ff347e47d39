import { readFileSync, writeFileSync } from 'node:fs';
import { type DataDirectory, dataDirectoryAt } from './data-directory.ts';

/** Who serves a data directory, as the process noted down itself while it held the host's lock. */
export interface Holder {
  /** Process id of the host. */
  readonly pid: number;
  /** ISO time. */
  readonly since: string;
}

/** Only for the process that has just taken the host's lock. */
export function writeHolder(directory: DataDirectory): void {
  const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
  writeFileSync(directory.holderFile, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
}

/**
 * The last process that noted itself down; null if none did. It may be gone, and its process id may belong to
 * another by now: trust it only while the host's lock is held.
 */
export function holderOf(dataDirectory: string): Holder | null {
  try {
    return JSON.parse(readFileSync(dataDirectoryAt(dataDirectory).holderFile, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
