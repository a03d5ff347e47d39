import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { openPglite } from './open-pglite.ts';

/** Makes a new cluster beside its final place, so that a half-made one is never taken for a whole one. */
export async function initialise(cluster: string): Promise<void> {
  if (existsSync(cluster)) return;
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const database = await openPglite(unfinished);
  await database.exec('CREATE EXTENSION IF NOT EXISTS timescaledb; CHECKPOINT');
  await database.close();
  renameSync(unfinished, cluster);
}
