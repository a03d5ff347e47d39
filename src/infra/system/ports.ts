import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StockulaError } from '../../domain/errors.ts';
import { commandLineOf } from './processes.ts';

/** Who listens on a port, as far as this user may know. */
export interface PortHolder {
  readonly pid: number;
  readonly command: string;
}

/** Whether a server could listen on this loopback port now: else the reason, as the system names it. */
export function portState(port: number): Promise<'free' | 'taken' | 'forbidden'> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EACCES' ? 'forbidden' : 'taken'),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve('free')));
  });
}

const listening = '0A';

/** The process that listens on a port. Null where none does, where it is another user's, or without /proc. */
export function portHolder(port: number): PortHolder | null {
  const sockets = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port)),
  );
  if (sockets.size === 0) return null;
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => hasOneOf(name, sockets));
  return pid ? { pid: Number(pid), command: commandLineOf(Number(pid)) ?? '' } : null;
}

/** Rows are: number, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode. */
function listeningSockets(table: string, port: number): string[] {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return readOrEmpty(table)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1]?.endsWith(wanted) && fields[3] === listening)
    .map((fields) => `socket:[${fields[9]}]`);
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Not every system has /proc; then nobody can be named.
    return '';
  }
}

function hasOneOf(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((name) =>
      sockets.has(readlinkSync(`/proc/${pid}/fd/${name}`)),
    );
  } catch {
    // It ended meanwhile, or belongs to another user.
    return false;
  }
}

/** A process that ended may hold its sockets a moment longer. */
const releaseWithinMs = 2_000;
const pollMs = 50;

/** @throws StockulaError PORT_TAKEN or RIGHTS_MISSING where a server could not listen on the port */
export async function requireFreePort(port: number, forWhat: string): Promise<void> {
  let state = await portState(port);
  for (const begin = performance.now(); state === 'taken' && performance.now() - begin < releaseWithinMs; ) {
    await sleep(pollMs);
    state = await portState(port);
  }
  if (state === 'free') return;
  const remedy = `Choose another port for the ${forWhat}.`;
  const expected = `port ${port} on 127.0.0.1 to be free for the ${forWhat}`;
  if (state === 'forbidden')
    throw new StockulaError('RIGHTS_MISSING', { expected, got: 'a port this user may not open', remedy });
  throw new StockulaError('PORT_TAKEN', {
    expected,
    got: describeHolder(portHolder(port)),
    remedy: `End that process if nobody needs it. ${remedy}`,
  });
}

/** Names who has a port. Command lines can hold passwords, so only the program is named. */
export function describeHolder(holder: PortHolder | null): string {
  if (holder === null) return 'a process that this user may not see listening there';
  return `process ${holder.pid} (${holder.command.split(/[\s\0]/)[0] || 'unknown'}) listening there`;
}
