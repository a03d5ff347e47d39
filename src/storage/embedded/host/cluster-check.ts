import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EngineStopped } from './engine-process.ts';

const majorVersion = '17';
/** Bytes of PostgreSQL's control file, always. */
const controlFileBytes = 8192;

/**
 * Looks for damage that shows from outside, before the engine, which writes as it opens, touches the cluster.
 * @throws EngineStopped
 */
export function checkCluster(cluster: string): void {
  const version = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  if (version !== majorVersion)
    throw damaged(`its PG_VERSION says ${JSON.stringify(version)}, not ${majorVersion}`);
  const { size } = statSync(join(cluster, 'global/pg_control'));
  if (size !== controlFileBytes)
    throw damaged(`its global/pg_control has ${size} bytes, not ${controlFileBytes}`);
  for (const folder of ['base', 'pg_wal', 'pg_xact']) statSync(join(cluster, folder));
}

function damaged(what: string): EngineStopped {
  return new EngineStopped({ reason: 'cannot-open', message: `a damaged cluster: ${what}` });
}
