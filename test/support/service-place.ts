import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freshFolder } from './embedded.ts';
import { runStockula } from './run-stockula.ts';
import type { Found } from './servers/debian-packages.ts';
import { type Pooler, startPgBouncer } from './servers/pgbouncer.ts';
import type { OwnServer } from './servers/postgres.ts';
import { findRedis, type OwnRedis } from './servers/redis.ts';
import { findOwnServer, findPgBouncer } from './servers/servers.ts';

/** As in production: PostgreSQL with TimescaleDB, PgBouncer in front of it, and Redis, with the data of a legacy file. */
export interface ServicePlace {
  readonly server: OwnServer;
  readonly pooler: Pooler;
  readonly redis: OwnRedis;
  /** URL of the database without the pooler. */
  readonly url: string;
  /** What a process of Stockula is to find in its environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The same with other settings. */
  envWith(settings: object): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const database = 'served';

/** Whether such a place can be had, with the community edition where it is installed. */
export async function findServicePlace(
  legacyFile: string,
): Promise<Found<(settings: object) => Promise<ServicePlace>>> {
  const community = await findOwnServer('community');
  const found = community.missing === null ? community : await findOwnServer('apache');
  const [pooler, redis] = [await findPgBouncer(), await findRedis()];
  if (found.missing !== null) return found;
  if (pooler.missing !== null) return pooler;
  if (redis.missing !== null) return redis;
  return {
    missing: null,
    value: async (settings) => {
      const server = await found.value();
      const own = await redis.value();
      const pool = await startPgBouncer(pooler.value, server, 'transaction', 10);
      const client = new pg.Client({ connectionString: server.url('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE ${database}`);
      await client.end();
      const folder = freshFolder('service-place');
      const envWith = (more: object) => ({
        STOCKULA_CONFIG_FILE: configured({ ...settings, ...more }),
        STOCKULA_DATA_DIR: folder,
        STOCKULA_OFFLINE: '1',
        DATABASE_URL: pool.url(database),
        DATABASE_SESSION_URL: server.url(database),
        REDIS_URL: own.url,
      });
      const env = envWith({});
      const stop = async () => {
        await pool.stop();
        await server.stop();
        await own.kill();
      };
      const run = await runStockula(['migrate', 'run', '--from', legacyFile], env);
      if (run.status === 0)
        return { server, pooler: pool, redis: own, url: server.url(database), env, envWith, stop };
      await stop();
      throw new Error(run.stderr);
    },
  };
}

/** A configuration file with these settings. */
export function configured(settings: object): string {
  const file = join(freshFolder('configured'), 'stockula.yaml');
  writeFileSync(file, JSON.stringify(settings));
  return file;
}
