import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { statusOf } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { smallDisk, unmount } from '../support/small-disk.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { carry, contentOf, intact, integrityOf } from './rollback-support.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

/** A migrated file, and something in the database to carry back into it. */
async function migrated(on: Target = target, folder = ''): Promise<string> {
  const made = syntheticFile({ symbols: 2, years: 3, endMs: Date.UTC(2024, 5, 3) });
  const path = folder === '' ? made : join(folder, basename(made));
  if (folder !== '') copyFileSync(made, path);
  expect((await on.run(path)).status).toBe('verified');
  await on.sql('UPDATE ts_price_history SET volume = volume + 1');
  return path;
}

/** The file is as before, and nothing lies beside it. */
function expectUntouched(path: string, content: string): void {
  expect(contentOf(path)).toBe(content);
  expect(integrityOf(path)).toEqual(intact);
  expect(readdirSync(dirname(path)).filter((name) => name.startsWith('legacy.'))).toEqual(['legacy.db']);
}

describe.skipIf(process.platform === 'win32')('permissions', () => {
  it('refuses a file that is read-only', async () => {
    const path = await migrated();
    const content = contentOf(path);
    chmodSync(path, 0o444);
    await expect(carry(target, path)).rejects.toMatchObject({
      code: 'SOURCE_UNUSABLE',
      message: expect.stringContaining('read-only'),
    });
    chmodSync(path, 0o644);
    expectUntouched(path, content);
  });
});

it('refuses a file that the older application keeps locked', async () => {
  const path = await migrated();
  const content = contentOf(path);
  const script = `
    const file = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
    file.exec('BEGIN IMMEDIATE'); console.log('locked'); setInterval(() => file, 1000);`;
  const writer = spawn(process.execPath, ['--eval', script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(writer.stdout, 'data');
  await expect(carry(target, path)).rejects.toMatchObject({
    code: 'SOURCE_UNUSABLE',
    message: expect.stringContaining('keeps locked'),
  });
  writer.kill();
  await once(writer, 'close');
  expectUntouched(path, content);
}, 60_000);

it('refuses a file that was written to during the backup', async () => {
  const path = await migrated();
  const written = { statement: `UPDATE stocks SET market_cap = 1` };
  const onProgress = ({ label }: { label: string }): void => {
    if (label !== 'backup' || written.statement === '') return;
    const { statement } = written;
    written.statement = '';
    change(path, statement);
  };
  await expect(carry(target, path, { onProgress })).rejects.toMatchObject({
    code: 'MIGRATION_CONFLICT',
    message: expect.stringContaining('wrote to it'),
  });
  expect(written.statement).toBe('');
  expectUntouched(path, contentOf(path));
});

it('refuses a file that was not the one migrated', async () => {
  await migrated();
  const other = syntheticFile({ symbols: 1, years: 1, seed: 9 });
  const content = contentOf(other);
  await expect(carry(target, other)).rejects.toMatchObject({
    code: 'MIGRATION_CONFLICT',
    message: expect.stringContaining(other),
  });
  expectUntouched(other, content);
});

it('leaves the file as it was when the database goes away in the middle', async () => {
  const doomed = await startTarget();
  const path = await migrated(doomed);
  const content = contentOf(path);
  const { pid, host } = await statusOf(doomed.dataDirectory);
  let killed = 0;
  const onProgress = ({ step, label, done }: { step: string; label: string; done: number }): void => {
    if (step !== 'copy' || label !== 'price_history' || done === 0 || killed > 0) return;
    killed = done;
    for (const one of [host?.enginePid, pid]) if (one != null) process.kill(one, 'SIGKILL');
  };
  await expect(carry(doomed, path, { onProgress })).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(killed).toBeGreaterThan(0);
  expectUntouched(path, content);
  await doomed.stop();
}, 60_000);

const disk = smallDisk(8);
afterAll(() => unmount(disk));

describe.skipIf(!disk)('a full disk', () => {
  const folder = disk ?? '';
  const ballast = join(folder, 'ballast');
  const leaveFree = (bytes: number, path: string): void =>
    writeFileSync(ballast, Buffer.alloc((8 << 20) - statSync(path).size - bytes));

  it('has no room for the backup', async () => {
    const path = await migrated(target, folder);
    const content = contentOf(path);
    leaveFree(100_000, path);
    await expect(carry(target, path)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expectUntouched(path, content);
    rmSync(ballast);
    expect((await carry(target, path)).proven).toBe(true);
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  }, 60_000);

  it('has no room for the rows', async () => {
    const path = await migrated(target, folder);
    const content = contentOf(path);
    await target.sql(
      `INSERT INTO ts_price_history (symbol, interval, ts, open, high, low, close, volume, basis, source)
       SELECT symbol, '1m', '2024-06-03T00:00:00Z'::timestamptz + n * INTERVAL '1 minute', 1, 2, 1, 1, n, 'total', 'yahoo'
       FROM (SELECT min(symbol) AS symbol FROM stocks) AS s, generate_series(0, 19999) AS n`,
    );
    const backupFolder = freshFolder('backup');
    leaveFree(600_000, path);
    await expect(carry(target, path, { backupFolder })).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining('as it was before'),
    });
    expectUntouched(path, content);
    expect(readdirSync(backupFolder)).toEqual([]);
  }, 60_000);
});
