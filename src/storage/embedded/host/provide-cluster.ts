import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../domain/errors.ts';
import type { DataDirectory } from '../data-directory.ts';
import { copyTemplate, prepareTemplate } from '../template.ts';
import { checkCluster } from './cluster-check.ts';
import { isOutOfSpace } from './failure-reason.ts';
import { initialiseCluster } from './initialise-cluster.ts';

/**
 * Gives a new data directory its cluster: a copy of the template, or one made in place where no template can be
 * kept. One that is there is only checked.
 * @throws EngineStopped if the cluster is damaged, the directory cannot be written, or the disk is full
 */
export async function provideCluster(
  directory: DataDirectory,
  logFd: number,
  log: (text: string) => void,
  onCreate: () => Promise<void>,
): Promise<void> {
  if (existsSync(directory.cluster)) return checkCluster(directory.cluster);
  await onCreate();
  try {
    copyTemplate(await prepareTemplate(), directory);
  } catch (error) {
    if (isOutOfSpace(error)) throw error;
    log(`no template (${messageOf(error)}); making a cluster in place`);
    await initialiseCluster(directory, logFd);
  }
  hideConfiguration(directory.cluster);
}

/** initdb gives the files at the top of a cluster a mode of its own, whatever the mask. */
function hideConfiguration(cluster: string): void {
  for (const entry of readdirSync(cluster, { withFileTypes: true }))
    if (entry.isFile()) chmodSync(join(cluster, entry.name), 0o600);
}
