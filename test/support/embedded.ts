import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  connectEmbedded,
  type EmbeddedAddress,
  type EmbeddedOptions,
} from '../../src/storage/embedded/connect.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';

/** A running embedded database of a test. */
export interface TestEngine {
  readonly address: EmbeddedAddress;
  readonly dataDirectory: string;
  /** A new pool; `stop` ends it. */
  pool(max?: number): pg.Pool;
  /** A new client, connected; `stop` ends it. */
  client(more?: pg.ClientConfig): Promise<pg.Client>;
  stop(): Promise<void>;
}

/** A new folder below the tests' own, which is removed at the end of the run. */
export function freshFolder(name = 'data'): string {
  const scratch = process.env['STOCKULA_TEST_SCRATCH'] ?? join(tmpdir(), 'stockula-test');
  mkdirSync(scratch, { recursive: true });
  return mkdtempSync(join(scratch, `${name}-`));
}

/** Starts an engine on a new data directory, or on the one given. Call `stop` in any case: see `withEmbedded`. */
export async function startEmbedded(options: Partial<EmbeddedOptions> = {}): Promise<TestEngine> {
  const dataDirectory = options.dataDirectory ?? freshFolder();
  const ends: (() => Promise<void>)[] = [];
  // Should a test run be killed, its hosts end by themselves.
  const address = await connectEmbedded({ idleStopMs: 60_000, port: null, ...options, dataDirectory });
  const settings = { host: address.host, port: address.port, user: 'test', database: 'test' };
  return {
    address,
    dataDirectory,
    pool: (max = 4) => {
      const pool = new pg.Pool({ ...settings, max });
      pool.on('error', () => undefined);
      ends.push(() => pool.end());
      return pool;
    },
    client: async (more = {}) => {
      const client = new pg.Client({ ...settings, ...more });
      client.on('error', () => undefined);
      await client.connect();
      ends.push(() => client.end());
      return client;
    },
    stop: async () => {
      await Promise.all(ends.map((end) => end()));
      const stopped = await stopHost(dataDirectory);
      if (stopped.outcome === 'did-not-stop' && stopped.pid !== null) process.kill(stopped.pid, 'SIGKILL');
    },
  };
}

/** Runs a test on an engine of its own and stops it, however the test ends. */
export async function withEmbedded(
  run: (engine: TestEngine) => Promise<void>,
  options: Partial<EmbeddedOptions> = {},
): Promise<void> {
  const engine = await startEmbedded(options);
  try {
    await run(engine);
  } finally {
    await engine.stop();
  }
}
