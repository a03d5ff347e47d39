import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Machines may share a folder, and have processes of the same number. */
const thisHost = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A file that is written beside the one whose place it takes, as its name tells. */
export interface TemporaryFile {
  /** Name of the file whose place it was to take. */
  readonly of: string;
  /** Number of the process that wrote it; null where that ran on another machine. */
  readonly pid: number | null;
}

/** A path for a file that is to take the place of `path`. It says whose it is, should it be left behind. */
export function temporaryName(path: string): string {
  return `${path}.${thisHost}-${process.pid}-${randomBytes(4).toString('hex')}.tmp`;
}

const pattern = /^(.+)\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp(?:\.partial)?(?:-journal|-wal|-shm)?$/;

/** What the name of a temporary file, or of one that SQLite makes beside it, tells; null for any other name. */
export function readTemporaryName(name: string): TemporaryFile | null {
  const [, of, host, pid] = pattern.exec(name) ?? [];
  if (of === undefined) return null;
  return { of, pid: host === thisHost ? Number(pid) : null };
}
