import { once } from 'node:events';
import type { DataDirectory } from '../data-directory.ts';
import { readFrames } from '../frames.ts';
import { EngineStopped } from './engine-process.ts';
import { spawnEngine } from './spawn-engine.ts';

/**
 * Makes a new cluster, in a process of its own, whose memory is given back at its end.
 * @throws EngineStopped if the directory is locked, cannot be written, or the disk is full
 */
export async function initialiseCluster(directory: DataDirectory, logFd: number): Promise<void> {
  const child = spawnEngine('initialise', directory, logFd);
  let failure: EngineStopped | null = null;
  const closed = once(child, 'close');
  if (child.stdout) {
    for await (const frame of readFrames(child.stdout)) {
      failure = new EngineStopped(JSON.parse(frame.payload.toString('utf8')));
    }
  }
  const [status] = await closed;
  if (failure) throw failure;
  if (status !== 0)
    throw new EngineStopped({ reason: 'crashed', message: `initialisation ended with status ${status}` });
}
