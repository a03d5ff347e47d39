import { join } from 'node:path';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { runStockula } from '../../test/support/run-stockula.ts';
import { configured, findServicePlace } from '../../test/support/service-place.ts';
import type { Bench } from '../bench.ts';

/** A database with the data of the source, and what a server over it is to find in its environment. */
export interface BenchPlace {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Opens the same database for a writer. */
  open(): Promise<Database>;
  stop(): Promise<void>;
}

/** So that requests are counted, and none refused. */
const settings = { api: { rate_limit_per_minute: 1_000_000_000 } };

export async function embeddedPlace({ scratch, source }: Bench): Promise<BenchPlace> {
  const dataDirectory = join(scratch, 'api');
  const env = {
    STOCKULA_CONFIG_FILE: configured(settings),
    STOCKULA_DATA_DIR: dataDirectory,
    STOCKULA_OFFLINE: '1',
  };
  const run = await runStockula(['migrate', 'run', '--from', source.path], env);
  if (run.status !== 0) throw new Error(run.stderr);
  return {
    name: 'embedded',
    env,
    open: () => openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null }),
    stop: async () => void (await stopHost(dataDirectory)),
  };
}

/** PostgreSQL, PgBouncer and Redis of its own; or why not. */
export async function serverPlace({ source }: Bench): Promise<BenchPlace | string> {
  const found = await findServicePlace(source.path);
  if (found.missing !== null) return found.missing;
  const { env, url, pooler, stop } = await found.value(settings);
  return {
    name: 'server',
    env,
    open: () => openDatabase({ kind: 'server', url: pooler.url('served'), sessionUrl: url }),
    stop,
  };
}
