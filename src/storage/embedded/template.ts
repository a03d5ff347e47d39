import {
  closeSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DataDirectory, dataDirectoryAt } from './data-directory.ts';
import { initialiseCluster } from './host/initialise-cluster.ts';
import { enginePackage } from './host/spawn-engine.ts';

/**
 * A cluster as initdb and CREATE EXTENSION leave it, made once per engine version and copied for every new data
 * directory: making one takes seconds, copying it a tenth of one.
 */
export interface Template {
  readonly cluster: string;
}

/** Where the template of the installed engine version lies or would lie. */
export function templateAt(): Template {
  const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '../../..');
  const { version } = JSON.parse(readFileSync(join(enginePackage(), 'package.json'), 'utf8'));
  return { cluster: join(projectRoot, 'node_modules/.cache/stockula', `cluster-${version}`) };
}

/**
 * Makes the template unless it is there. Several processes may do so at once: each makes its own, and the first
 * to finish puts it in place by renaming.
 * @throws EngineStopped, or an error of the file system if the cache folder cannot be written
 */
export async function prepareTemplate(template = templateAt()): Promise<Template> {
  if (existsSync(template.cluster)) return template;
  const workshop = dataDirectoryAt(`${template.cluster}.${process.pid}.tmp`);
  mkdirSync(workshop.root, { recursive: true });
  try {
    const logFd = openSync(join(workshop.root, 'engine.log'), 'a');
    await initialiseCluster(workshop, logFd).finally(() => closeSync(logFd));
    putInPlace(workshop.cluster, template.cluster);
  } finally {
    rmSync(workshop.root, { recursive: true, force: true });
  }
  return template;
}

/** Gives a data directory its cluster; the caller holds the host's lock. */
export function copyTemplate(template: Template, directory: DataDirectory): void {
  const unfinished = `${directory.cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  try {
    cpSync(template.cluster, unfinished, { recursive: true, mode: constants.COPYFILE_FICLONE });
    renameSync(unfinished, directory.cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function putInPlace(made: string, wanted: string): void {
  try {
    renameSync(made, wanted);
  } catch (error) {
    // Another process was quicker; its template is as good.
    if (!existsSync(wanted)) throw error;
  }
}
