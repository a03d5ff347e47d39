import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { prepareDataDirectory } from '../../../src/storage/embedded/data-directory.ts';
import { DirectoryLock } from '../../../src/storage/embedded/directory-lock.ts';
import { statusOf } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder, startEmbedded, withEmbedded } from '../../support/embedded.ts';

/** Runs for minutes. */
const longStatement = 'INSERT INTO t SELECT count(*) FROM generate_series(1, 2000000000)';

/** A process that ended and that nobody has fetched yet does not count. */
function lives(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return /^[^Z\s]/.test(stdout);
}

test('the engine of a host killed in a long statement is ended by the next command, which says so', async () => {
  const first = await startEmbedded();
  const { dataDirectory } = first;
  const client = await first.client();
  await client.query('CREATE TABLE t (a bigint)');
  await client.query('INSERT INTO t VALUES (1), (2)');
  const broken = expect(client.query(longStatement)).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { pid, host } = await statusOf(dataDirectory);
  const enginePid = host?.enginePid;
  if (!pid || !enginePid) throw new Error('nothing to kill');
  process.kill(pid, 'SIGKILL');
  await broken;
  await first.stop();
  expect(lives(enginePid)).toBe(true);
  const told: string[] = [];
  await withEmbedded(
    async (second) => {
      expect(told.filter((text) => text.includes(`ending engine process ${enginePid},`))).toHaveLength(1);
      expect(lives(enginePid)).toBe(false);
      const { rows } = await second.pool(1).query('SELECT a::int FROM t ORDER BY a');
      expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    },
    { dataDirectory, onProgress: (text) => told.push(text) },
  );
});

test('a process that only has the noted id is not ended; it is waited for and then named', async () => {
  const dataDirectory = freshFolder();
  const directory = prepareDataDirectory(dataDirectory);
  const bystander = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { stdio: 'ignore' });
  writeFileSync(directory.engineHolderFile, JSON.stringify({ pid: bystander.pid, parent: 1, since: '' }));
  const lock = DirectoryLock.take(directory.engineLock, 0);
  const told: string[] = [];
  try {
    const attempt = connectEmbedded({
      dataDirectory,
      idleStopMs: 1_000,
      port: null,
      limits: { leftEnginePatienceMs: 500 },
      onProgress: (text) => told.push(text),
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      parts: { got: expect.stringContaining(`engine process ${bystander.pid}, left behind`) },
    });
    expect(told).toEqual([expect.stringContaining(`waiting for engine process ${bystander.pid},`)]);
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
  } finally {
    lock?.release();
    bystander.kill();
    await once(bystander, 'exit');
  }
});
