import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ask, change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

it('refuses a second run while one is at work, and names its process', async () => {
  const path = syntheticFile({ symbols: 3, years: 10 });
  const [one, other] = await Promise.allSettled([target.run(path), target.run(path)]);
  const outcomes = [one, other].map(({ status }) => status).sort();
  expect(outcomes).toEqual(['fulfilled', 'rejected']);
  const refused = [one, other].find((outcome) => outcome?.status === 'rejected');
  expect(refused?.reason).toMatchObject({
    code: 'MIGRATION_CONFLICT',
    message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
  });
  expect((await target.run(path)).status).toBe('verified');
});

it('waits for live processes and fresh heartbeats only', async () => {
  const path = syntheticFile({ symbols: 1, years: 1 });
  await target.run(path);
  const pretend = (host: string, pid: number, silence: string): Promise<unknown> =>
    target.sql(
      `UPDATE migration_runs SET status = 'running', owner_host = $1, owner_pid = $2, heartbeat_at = now() - $3::interval`,
      [host, pid, silence],
    );
  const refused = { code: 'MIGRATION_CONFLICT', message: expect.stringContaining('that runs in process') };
  await pretend(hostname(), process.ppid, '10 minutes');
  await expect(target.run(path)).rejects.toMatchObject(refused);
  await expect(target.verify(path)).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  await pretend('elsewhere', 1, '10 seconds');
  await expect(target.run(path)).rejects.toMatchObject(refused);
  for (const [host, pid, silence] of [
    [hostname(), process.ppid, '2 hours'],
    ['elsewhere', 1, '5 minutes'],
    // Nobody has this number: it is above the largest that Linux gives.
    [hostname(), 4_194_305, '0 seconds'],
  ] as const) {
    await pretend(host, pid, silence);
    expect((await target.run(path)).status).toBe('verified');
  }
});

it('stops when another process takes the run over', async () => {
  const path = syntheticFile({ symbols: 6, years: 12 });
  const running = target.run(path, ({ step, label }) => {
    if (step === 'copy' && label === 'price_history')
      void target.sql(`UPDATE migration_runs SET owner_host = 'elsewhere'`);
  });
  await expect(running).rejects.toMatchObject({
    code: 'MIGRATION_CONFLICT',
    message: expect.stringContaining('took this run over'),
  });
});

/** Writes bars, one a transaction, until it is killed; waits for locks as Python's sqlite3 does. */
const writerCode = `
  const { DatabaseSync } = require('node:sqlite');
  const file = new DatabaseSync(process.argv[1], { timeout: 5000 });
  const insert = file.prepare("INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at) SELECT min(symbol), ?, '1d', 1, 2, 1, 2, 1, '2020-01-01 00:00:00', '2020-01-01 00:00:00' FROM stocks");
  let day = 0;
  setInterval(() => insert.run(new Date(++day * 86400000).toISOString().slice(0, 10)), 20);
  console.log('ready');
`;

it('reads one point in time while the older application writes', async () => {
  const path = syntheticFile({ symbols: 4, years: 8 });
  const writer = spawn(process.execPath, ['-e', writerCode, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(writer.stdout, 'data');
  const report = await target.run(path);
  expect(report.status).toBe('verified');
  const later = await target.run(path);
  const stillWriting = writer.exitCode === null;
  writer.kill('SIGKILL');
  await once(writer, 'close');
  expect(stillWriting).toBe(true);
  expect(later.status).toBe('verified');
  const read = (of: typeof report): number =>
    of.tables.find(({ name }) => name === 'price_history')?.read ?? 0;
  expect(read(later)).toBeGreaterThan(read(report));
  const last = await target.run(path);
  expect(last.status).toBe('verified');
  // The writer may have died in the middle of a write, which somebody who may write has to undo.
  change(path, 'SELECT count(*) FROM price_history');
  const [there] = await target.sql<{ n: string }>('SELECT count(*) AS n FROM ts_price_history');
  expect([{ n: Number(there?.n) }]).toEqual(ask(path, 'SELECT count(*) AS n FROM price_history'));
});

it('keeps no snapshot, and removes those that killed runs left', async () => {
  const path = syntheticFile({ symbols: 1, years: 1 });
  await target.run(path);
  expect(readdirSync(target.scratchFolder)).toEqual([]);
  const left = ['snapshot-4194305-1.db', `snapshot-${process.pid}-1.db`, 'snapshot-4194305-1.db.partial'];
  const kept = [`snapshot-${process.ppid}-1.db`, 'notes.txt'];
  for (const name of [...left, ...kept]) writeFileSync(join(target.scratchFolder, name), '');
  await target.verify(path);
  expect(readdirSync(target.scratchFolder).sort()).toEqual(kept.sort());
  await expect(target.run(join(target.scratchFolder, 'missing.db'))).rejects.toMatchObject({
    code: 'SOURCE_UNUSABLE',
  });
  expect(existsSync(join(target.scratchFolder, 'missing.db'))).toBe(false);
});
