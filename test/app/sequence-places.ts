import { randomBytes } from 'node:crypto';
import type { DatabaseTarget } from '../../src/storage/timescale/database.ts';
import { administer } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { findServer } from '../support/servers/servers.ts';

export const foundServer = await findServer('community');

/** Where the database of a run is. */
export interface Place {
  readonly target: DatabaseTarget;
  readonly config: { readonly data_dir: string; readonly url?: string };
  stop(): Promise<void>;
}

export async function embeddedPlace(): Promise<Place> {
  const dataDirectory = freshFolder('sequence');
  return {
    target: { kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null },
    config: { data_dir: dataDirectory },
    stop: async () => {
      await runStockula(['db', 'stop'], { STOCKULA_DATA_DIR: dataDirectory });
    },
  };
}

export async function serverPlace(): Promise<Place> {
  if (foundServer.missing !== null) throw new Error(foundServer.missing);
  const server = await foundServer.value();
  const name = `stockula_test_${randomBytes(4).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = server.url(name);
  return {
    target: { kind: 'server', url },
    config: { data_dir: freshFolder('sequence'), url },
    stop: async () => {
      await administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
      await server.stop();
    },
  };
}
