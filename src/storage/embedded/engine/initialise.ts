import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { type EngineModules, openPglite } from './open-pglite.ts';

/** Makes a new cluster beside its final place, so that a half-made one is never taken for a whole one. */
export async function initialise(cluster: string, modules: EngineModules): Promise<void> {
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const database = await openPglite(unfinished, modules);
  await database.exec('CREATE EXTENSION IF NOT EXISTS timescaledb; CHECKPOINT');
  await database.close();
  renameSync(unfinished, cluster);
}
