import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { dataDirectoryAt, prepareDataDirectory } from '../../../src/storage/embedded/data-directory.ts';
import { DirectoryLock } from '../../../src/storage/embedded/directory-lock.ts';
import { holderOf, writeHolder } from '../../../src/storage/embedded/holder.ts';
import { statusOf, stopHost } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder, startEmbedded, withEmbedded } from '../../support/embedded.ts';

/** Host processes of a data directory that live now. */
function hostsOf(dataDirectory: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes('host/main.ts') && line.includes(`"${dataDirectory}"`));
}

test('two that connect at the same moment to a new directory share one host', async () => {
  const dataDirectory = freshFolder();
  const engines = await Promise.all([1, 2, 3].map(() => startEmbedded({ dataDirectory })));
  try {
    for (const engine of engines) await engine.pool(1).query('SELECT 1');
    expect(new Set(engines.map(({ address }) => address.socketPath)).size).toBe(1);
    await expect.poll(() => hostsOf(dataDirectory)).toHaveLength(1);
  } finally {
    for (const engine of engines) await engine.stop();
  }
});

test('a host killed in the middle of a load: every acknowledged row is there', async () => {
  const first = await startEmbedded();
  const { dataDirectory } = first;
  let acknowledged = 0;
  const pool = first.pool(1);
  await pool.query('CREATE TABLE t (a int)');
  const load = (async () => {
    for (;;) {
      await pool.query('INSERT INTO t SELECT generate_series(1, 500)');
      acknowledged += 500;
    }
  })();
  const broken = expect(load).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 400));
  const { pid } = await statusOf(dataDirectory);
  if (pid === null) throw new Error('no host to kill');
  process.kill(pid, 'SIGKILL');
  await broken;
  await first.stop();
  expect(acknowledged).toBeGreaterThan(0);
  await withEmbedded(
    async (second) => {
      const { rows } = await second.pool(1).query('SELECT count(*)::int AS n FROM t');
      // The last statement may have been committed without its answer having got through.
      expect([acknowledged, acknowledged + 500]).toContain(rows[0].n);
    },
    { dataDirectory },
  );
});

test('a host asked to stop: clients are told, the cluster is closed cleanly, and compressed chunks read after opening again', async () => {
  const first = await startEmbedded();
  const { dataDirectory } = first;
  const client = await first.client();
  await client.query(`
    CREATE TABLE bars (symbol text, ts timestamptz, close float8);
    SELECT create_hypertable('bars', 'ts');
    INSERT INTO bars SELECT 'A', ts, 1 FROM generate_series('2024-01-01'::timestamptz, '2024-03-01', '1 hour') AS ts;
    ALTER TABLE bars SET (timescaledb.compress, timescaledb.compress_segmentby = 'symbol')`);
  await client.query("SELECT compress_chunk(chunk) FROM show_chunks('bars') AS chunk");
  const told = new Promise<Error & { code?: string }>((resolve) => client.once('error', resolve));
  expect(await stopHost(dataDirectory)).toEqual({ outcome: 'stopped' });
  expect(await told).toMatchObject({ code: '57P01' });
  await expect.poll(() => hostsOf(dataDirectory), { timeout: 30_000 }).toEqual([]);
  expect(await stopHost(dataDirectory)).toEqual({ outcome: 'was-not-running' });
  await first.stop();
  await withEmbedded(
    async (second) => {
      const { rows } = await second.pool(1).query('SELECT count(*)::int AS n, sum(close) AS total FROM bars');
      expect(rows).toEqual([{ n: 1441, total: 1441 }]);
    },
    { dataDirectory },
  );
});

test('a host that nobody is connected to stops by itself, and not while somebody is', async () => {
  const engine = await startEmbedded({ idleStopMs: 300 });
  const client = await engine.client();
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect((await statusOf(engine.dataDirectory)).state).toBe('served');
  await client.end();
  await expect
    .poll(async () => (await statusOf(engine.dataDirectory)).state, { timeout: 30_000 })
    .toBe('not-running');
  await engine.stop();
});

test('the status tells who serves, since when, for how many and at what cost', async () => {
  await withEmbedded(async (engine) => {
    await engine.client();
    const status = await statusOf(engine.dataDirectory);
    expect(status).toMatchObject({
      state: 'served',
      host: { pid: status.pid, sessions: 1, engineRestarts: 0 },
      socketPath: engine.address.socketPath,
    });
    expect(status.host?.uptimeMs).toBeGreaterThanOrEqual(0);
    expect(status.memory.host?.now).toBeGreaterThan(10 << 20);
    expect(status.memory.engine?.now).toBeGreaterThan(100 << 20);
    expect(status.clusterBytes).toBeGreaterThan(10 << 20);
    expect(existsSync(status.logPath)).toBe(true);
  });
});

describe('a holder that does not answer', () => {
  test('is named and not joined', async () => {
    const dataDirectory = freshFolder();
    const directory = prepareDataDirectory(dataDirectory);
    const lock = DirectoryLock.take(directory.hostLock, 0);
    writeHolder(directory);
    try {
      const options = { dataDirectory, idleStopMs: null, port: null, joinPatienceMs: 500 };
      await expect(connectEmbedded(options)).rejects.toMatchObject({
        code: 'DATA_DIR_IN_USE',
        parts: { got: expect.stringContaining(`process ${process.pid} `) },
      });
      expect(await statusOf(dataDirectory)).toMatchObject({ state: 'held', pid: process.pid });
    } finally {
      lock?.release();
    }
  });

  test('a note left behind by a killed host leads to no signal', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    try {
      await withEmbedded(async (engine) => {
        const { dataDirectory } = engine;
        await stopHost(dataDirectory);
        writeFileSync(
          dataDirectoryAt(dataDirectory).holderFile,
          JSON.stringify({ pid: bystander.pid, since: new Date().toISOString() }),
        );
        expect(holderOf(dataDirectory)?.pid).toBe(bystander.pid);
        expect(await stopHost(dataDirectory)).toEqual({ outcome: 'was-not-running' });
        expect((await statusOf(dataDirectory)).pid).toBe(null);
        expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
      });
    } finally {
      bystander.kill();
      await once(bystander, 'exit');
    }
  });

  test('is not signalled while only its note says that it is the host', async () => {
    const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
    const dataDirectory = freshFolder();
    const directory = prepareDataDirectory(dataDirectory);
    // As when a new host has taken the lock and the note is still that of one that was killed.
    const lock = DirectoryLock.take(directory.hostLock, 0);
    writeFileSync(directory.holderFile, JSON.stringify({ pid: bystander.pid, parent: 1, since: '' }));
    try {
      expect(await stopHost(dataDirectory, 300)).toEqual({ outcome: 'did-not-stop', pid: null });
      expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
    } finally {
      lock?.release();
      bystander.kill();
      await once(bystander, 'exit');
    }
  });

  test('is told to stop all the same if it is the host, and does when it can', async () => {
    await withEmbedded(async (engine) => {
      const { pid } = await statusOf(engine.dataDirectory);
      if (pid === null) throw new Error('no host');
      process.kill(pid, 'SIGSTOP');
      try {
        expect(await stopHost(engine.dataDirectory, 100)).toEqual({ outcome: 'did-not-stop', pid });
      } finally {
        process.kill(pid, 'SIGCONT');
      }
      await expect
        .poll(async () => (await statusOf(engine.dataDirectory)).state, { timeout: 30_000 })
        .toBe('not-running');
    });
  });
});

test('a data directory that is removed and made anew while it is served: the old host leaves, the new one serves on', async () => {
  const old = await startEmbedded();
  await old.pool(1).query('CREATE TABLE t (a int)');
  const { pid: oldPid } = await statusOf(old.dataDirectory);
  rmSync(old.dataDirectory, { recursive: true, force: true });
  const fresh = await startEmbedded({ dataDirectory: old.dataDirectory });
  try {
    const alive = (): boolean =>
      hostsOf(old.dataDirectory).some((line) => line.trim().startsWith(`${oldPid} `));
    await expect.poll(alive, { timeout: 30_000 }).toBe(false);
    const { rows } = await fresh.pool(1).query(`SELECT to_regclass('t') AS t`);
    expect(rows).toEqual([{ t: null }]);
    expect((await statusOf(old.dataDirectory)).state).toBe('served');
  } finally {
    await fresh.stop();
    await old.stop();
  }
});
