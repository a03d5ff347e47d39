import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process, in bytes. */
export interface ProcessMemory {
  readonly now: number;
  /** Since it started; null where the system does not keep it. */
  readonly peak: number | null;
}

/** Null if the process is gone or the system does not tell. */
export function processMemory(pid: number): ProcessMemory | null {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch (error) {
    if (error instanceof Error && ('code' in error || 'status' in error)) return null;
    throw error;
  }
}

function fromProc(pid: number): ProcessMemory | null {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const now = kilobytes(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
  return now === null ? null : { now, peak: kilobytes(/^VmHWM:\s+(\d+)/m.exec(status)?.[1]) };
}

function fromPs(pid: number): ProcessMemory | null {
  const now = kilobytes(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim());
  return now === null ? null : { now, peak: null };
}

function kilobytes(text: string | undefined): number | null {
  return text ? Number(text) * 1024 : null;
}
