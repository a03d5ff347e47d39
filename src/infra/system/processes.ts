import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { processExists } from './process-exists.ts';

/** Command line of a living process, arguments separated by blanks; null if there is none, or it is a zombie. */
export function commandLineOf(pid: number): string | null {
  if (!processExists(pid)) return null;
  return (process.platform === 'linux' ? fromProc(pid) : fromPs(pid)) || null;
}

function fromProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    // It ended between the two looks.
    return '';
  }
}

function fromPs(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    // ps has a status of its own for "no such process".
    return '';
  }
}
