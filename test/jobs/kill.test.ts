import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { runWorker } from '../../src/jobs/worker.ts';
import { holderOf } from '../../src/storage/embedded/holder.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { freshFolder } from '../support/embedded.ts';
import { bars, handleAll, later, listening, settings } from './support.ts';

const dataDirectory = freshFolder('jobs');
let database: Database;
let queue: JobQueue;
beforeAll(async () => {
  database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
  await upgradeSchema(database.pool, database.edition.name);
  queue = await JobQueue.open(database, settings);
});
afterAll(async () => {
  await queue.close();
  await database.close();
  await stopHost(dataDirectory);
});

/** A worker process that has begun a job of this symbol. */
async function workerWith(symbol: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'worker-child.ts'), dataDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  await expect.poll(() => said, { timeout: 60_000 }).toContain(`began ${symbol}`);
  return child;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()));

/** Works here until so many jobs are done. */
async function workUntilDone(count: number): Promise<string[]> {
  const stop = new AbortController();
  const done: string[] = [];
  const handlers = handleAll(async (symbol) => void done.push(symbol));
  const worker = runWorker({ queue, handlers, concurrency: 2, signal: stop.signal, log: listening().log });
  await expect.poll(() => done.length, { timeout: 60_000 }).toBe(count);
  stop.abort();
  await worker;
  return done;
}

test('kill -9: another worker takes the job once its heartbeat is old, and not before', {
  timeout: 120_000,
}, async () => {
  const [job] = await queue.enqueue([bars('KILLED')]);
  const child = await workerWith('KILLED');
  const exit = ended(child);
  child.kill('SIGKILL');
  await exit;
  expect(await queue.claims.take(1)).toEqual([]);
  expect(await workUntilDone(1)).toEqual(['KILLED']);
  expect((await queue.jobs.find([job?.id ?? '']))[0]).toMatchObject({ state: 'done', attempts: 2 });
});

test('SIGTERM: what does not finish in time is taken by another at once', { timeout: 120_000 }, async () => {
  const [job] = await queue.enqueue([bars('STOPPED')]);
  const child = await workerWith('STOPPED');
  const exit = ended(child);
  child.kill('SIGTERM');
  await exit;
  expect(child.exitCode).toBe(0);
  const [taken] = await queue.claims.take(1);
  expect(taken?.id).toBe(job?.id);
  await queue.claims.complete({ id: taken?.id ?? '', retryCount: taken?.retryCount ?? 0 }, null);
});

test('a database that goes away and comes back: told once, and no job is lost or done twice', {
  timeout: 120_000,
}, async () => {
  await queue.enqueue([bars('DURING'), bars('AFTER')]);
  const { log, lines } = listening();
  const stop = new AbortController();
  const begun: string[] = [];
  const worker = runWorker({
    queue,
    concurrency: 1,
    signal: stop.signal,
    log,
    handlers: handleAll(async (symbol) => {
      begun.push(symbol);
      if (begun.length > 1) return;
      const holder = holderOf(dataDirectory);
      if (holder) process.kill(holder.pid, 'SIGKILL');
      await later(1_000);
    }),
  });
  await expect.poll(() => begun.length, { timeout: 60_000 }).toBe(2);
  await expect
    .poll(() => queue.jobs.list({ state: 'done' }).then((jobs) => jobs.length), { timeout: 30_000 })
    .toBe(4);
  stop.abort();
  expect(await worker).toMatchObject({ done: 2, lost: 0, failed: 0, retry: 0 });
  expect(new Set(begun)).toEqual(new Set(['DURING', 'AFTER']));
  const told = lines.map(({ msg }) => msg);
  expect(told.filter((msg) => msg === 'the database is away')).toHaveLength(1);
  expect(told.filter((msg) => msg === 'the database is back')).toHaveLength(1);
});

test('a worker that is to stop while the database is away ends', { timeout: 120_000 }, async () => {
  const { log, lines } = listening();
  const stop = new AbortController();
  let isAway = false;
  const away = {
    ...database,
    openSessionPool: (size: number) =>
      isAway
        ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }))
        : database.openSessionPool(size),
  };
  const own = await JobQueue.open(away, { ...settings, stop_grace_seconds: 5 });
  await own.enqueue([bars('ENDLESS')]);
  let begun = false;
  const handlers = handleAll(() => {
    begun = true;
    return new Promise(() => undefined);
  });
  const worker = runWorker({ queue: own, concurrency: 2, signal: stop.signal, log, handlers });
  await expect.poll(() => begun, { timeout: 30_000 }).toBe(true);
  isAway = true;
  await stopHost(dataDirectory);
  await expect.poll(() => lines.map(({ msg }) => msg), { timeout: 30_000 }).toContain('the database is away');
  stop.abort();
  expect(await worker).toMatchObject({ done: 0, givenBack: 0, lost: 1 });
  await own.close();
  await queue.reconnect();
});
