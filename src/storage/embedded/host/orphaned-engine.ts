import { setTimeout as sleep } from 'node:timers/promises';
import type { DataDirectory } from '../data-directory.ts';
import { DirectoryLock } from '../directory-lock.ts';
import { engineHolderOf, type Holder } from '../holder.ts';
import { signalProven } from '../proven-process.ts';
import { EngineStopped } from './engine-process.ts';

/** An engine between two statements notices by itself that its host is gone, and closes its cluster. */
const graceMs = 1_000;
const pollMs = 50;

/**
 * Makes way for a new engine. One whose host was killed goes on until its statement ends, which may take hours,
 * and its answer reaches nobody; so it is killed, as its host was, which costs nothing that was committed.
 * Only for the host that holds the directory: no other can be alive then that still needs the engine.
 * @param patienceMs how long to wait for one that cannot be proven to be this directory's
 * @throws EngineStopped if it does not end
 */
export async function endOrphanedEngine(
  directory: DataDirectory,
  patienceMs: number,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  if (await comesFree(directory, graceMs)) return;
  const orphan = engineHolderOf(directory.root);
  const which = orphan ? `engine process ${orphan.pid}` : 'an engine process of unknown id';
  const ended = orphan !== null && kill(directory, orphan);
  await tell(`${ended ? 'ending' : 'waiting for'} ${which}, which a killed host left in a statement`);
  if (await comesFree(directory, patienceMs)) return;
  throw new EngineStopped({
    reason: 'engine-left-behind',
    message: `${which}, left behind by a killed host and still busy with its statement`,
  });
}

function kill(directory: DataDirectory, { pid, parent }: Holder): boolean {
  const words = ['engine/main.ts', directory.engineLock];
  return signalProven(pid, { words, notChildOf: parent }, 'SIGKILL');
}

async function comesFree(directory: DataDirectory, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (DirectoryLock.isHeld(directory.engineLock)) {
    if (performance.now() > deadline) return false;
    await sleep(pollMs);
  }
  return true;
}
