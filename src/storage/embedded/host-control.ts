import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataDirectory, dataDirectoryAt } from './data-directory.ts';
import { DirectoryLock } from './directory-lock.ts';
import { folderBytes } from './folder-bytes.ts';
import { holderOf } from './holder.ts';
import type { HostStatus } from './host/protocol.ts';
import { askStatus, askToStop } from './host-status.ts';
import { type ProcessMemory, processMemory } from './process-memory.ts';
import { signalProven } from './proven-process.ts';

/** The embedded database of one data directory, as `stockula db status` tells it. Sizes in bytes. */
export interface EmbeddedStatus {
  /** `held`: a host has the directory and does not answer, because it starts, stops or hangs. */
  readonly state: 'served' | 'held' | 'not-running';
  /** Process id of the host that serves or holds it. */
  readonly pid: number | null;
  /** What the host says of itself; null unless `served`. */
  readonly host: (HostStatus & { readonly uptimeMs: number }) | null;
  readonly memory: { readonly host: ProcessMemory | null; readonly engine: ProcessMemory | null };
  /** Null where there is no cluster yet. */
  readonly clusterBytes: number | null;
  readonly socketPath: string;
  readonly logPath: string;
}

/** Looks at a data directory and whoever serves it; starts and changes nothing. */
export async function statusOf(dataDirectory: string): Promise<EmbeddedStatus> {
  const directory = dataDirectoryAt(dataDirectory);
  const host = await askStatus(directory.socketPath);
  const pid = host?.pid ?? heldBy(directory);
  return {
    state: host ? 'served' : pid === null ? 'not-running' : 'held',
    pid,
    host: host && { ...host, uptimeMs: Date.now() - Date.parse(host.since) },
    memory: { host: memoryOf(pid), engine: memoryOf(host?.enginePid ?? null) },
    clusterBytes: folderBytes(directory.cluster),
    socketPath: directory.socketPath,
    logPath: directory.hostLog,
  };
}

export type StopOutcome =
  | { readonly outcome: 'stopped' | 'was-not-running' }
  /** `pid` is null if a process holds the directory that could be neither asked nor proven to be its host. */
  | { readonly outcome: 'did-not-stop'; readonly pid: number | null };

const defaultStopPatienceMs = 15_000;
const pollMs = 50;

/**
 * Asks the host of a data directory to stop, through its socket: it refuses new clients, lets the running
 * statement end, writes a checkpoint and closes the cluster. One that does not answer is sent SIGTERM, if it is
 * proven to be the host; no other process is ever signalled.
 */
export async function stopHost(
  dataDirectory: string,
  patienceMs = defaultStopPatienceMs,
): Promise<StopOutcome> {
  const directory = dataDirectoryAt(dataDirectory);
  const deadline = performance.now() + patienceMs;
  let told = await tellToStop(directory);
  while (DirectoryLock.isHeld(directory.hostLock)) {
    if (performance.now() > deadline) return { outcome: 'did-not-stop', pid: told };
    await sleep(pollMs);
    // A host that has just started could be neither asked nor proven a moment ago.
    told ??= await tellToStop(directory);
  }
  return { outcome: told === null ? 'was-not-running' : 'stopped' };
}

/** The process id of the host that was told; null if there is none or it cannot be proven. */
async function tellToStop(directory: DataDirectory): Promise<number | null> {
  const asked = await askToStop(directory.socketPath);
  if (asked) return asked.pid;
  const pid = heldBy(directory);
  if (pid === null) return null;
  const words = ['host/main.ts', JSON.stringify(realpathSync(directory.root))];
  return signalProven(pid, { words }, 'SIGTERM') ? pid : null;
}

/** The holder's note is about a living host only while the lock is held. */
function heldBy(directory: DataDirectory): number | null {
  return DirectoryLock.isHeld(directory.hostLock) ? (holderOf(directory.root)?.pid ?? null) : null;
}

function memoryOf(pid: number | null): ProcessMemory | null {
  return pid === null ? null : processMemory(pid);
}
