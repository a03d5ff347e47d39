import { readFileSync, writeFileSync } from 'node:fs';
import { type DataDirectory, dataDirectoryAt } from './data-directory.ts';

/** Who holds a lock of a data directory, as the process noted down itself when it had taken the lock. */
export interface Holder {
  readonly pid: number;
  /** The process that started it. */
  readonly parent: number;
  /** ISO time. */
  readonly since: string;
}

/** Only for the process that has just taken the host's lock. */
export function writeHolder(directory: DataDirectory): void {
  writeNote(directory.holderFile);
}

/** Only for the process that has just taken the engine's lock. */
export function writeEngineHolder(directory: DataDirectory): void {
  writeNote(directory.engineHolderFile);
}

/**
 * The last host that noted itself down; null if none did. It may be gone, and its process id may belong to
 * another by now: trust it only while the host's lock is held.
 */
export function holderOf(dataDirectory: string): Holder | null {
  return readNote(dataDirectoryAt(dataDirectory).holderFile);
}

/** The same of the engine and its lock. */
export function engineHolderOf(dataDirectory: string): Holder | null {
  return readNote(dataDirectoryAt(dataDirectory).engineHolderFile);
}

function writeNote(file: string): void {
  const holder: Holder = { pid: process.pid, parent: process.ppid, since: new Date().toISOString() };
  writeFileSync(file, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
}

function readNote(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
