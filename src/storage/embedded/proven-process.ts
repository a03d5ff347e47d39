import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What the system says of a process that lives now. */
interface ProcessIdentity {
  readonly parent: number;
  /** Program and arguments, separated by spaces. */
  readonly command: string;
}

/** Tells one process from all others that may have its id: its command line has all of `words`. */
export interface ProcessMarks {
  readonly words: readonly string[];
  /** A process that must not be its parent. */
  readonly notChildOf?: number;
}

/**
 * Signals a process only if it is the one that is meant: a process id that was noted down may belong to another
 * program by now.
 * @returns false if it is gone, is another, or the system does not tell what it is
 */
export function signalProven(pid: number, marks: ProcessMarks, signal: NodeJS.Signals): boolean {
  const found = identityOf(pid);
  if (!found || found.parent === marks.notChildOf) return false;
  if (!marks.words.every((word) => found.command.includes(word))) return false;
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // It has just ended by itself.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Null if the process is gone or the system does not tell. */
function identityOf(pid: number): ProcessIdentity | null {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
  } catch (error) {
    if (error instanceof Error && ('code' in error || 'status' in error)) return null;
    throw error;
  }
}

function fromProc(pid: number): ProcessIdentity {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return {
    parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]),
    command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
  };
}

function fromPs(pid: number): ProcessIdentity | null {
  const line = execFileSync('ps', ['-ww', '-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(line) ?? [];
  return parent && command ? { parent: Number(parent), command } : null;
}
