import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobQueue } from '../../../src/jobs/job-queue.ts';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { type Database, openDatabase } from '../../../src/storage/timescale/database.ts';
import { upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import { bars, metadata, settings } from '../../jobs/support.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

const dataDirectory = join(freshFolder('jobs-cli'), 'data');
const jobs = (...args: string[]) => runStockula(['jobs', ...args], { STOCKULA_DATA_DIR: dataDirectory });
let database: Database;
let queue: JobQueue;
let ids: Record<'failed' | 'running' | 'waiting', string>;

beforeAll(async () => {
  database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
  await upgradeSchema(database.pool, database.edition.name);
  queue = await JobQueue.open(database, settings);
  await queue.enqueue([metadata('FAIL'), bars('RUN', '2020-01-02', '2020-01-31')]);
  const taken = await queue.claims.take(2);
  const [failed, running] = ['FAIL', 'RUN'].map((symbol) =>
    taken.find(({ data }) => data.key.includes(symbol)),
  );
  const [waiting] = await queue.enqueue([bars('WAIT')]);
  if (!failed || !running || !waiting) throw new Error('not all were queued');
  await queue.claims.fail(failed, { text: 'unknown symbol', isFinal: true, leastDelayMs: 0 });
  await queue.claims.report(running, { done: 2, total: 9, text: 'years' });
  ids = { failed: failed.id, running: running.id, waiting: waiting.id };
});
afterAll(async () => {
  await queue.close();
  await database.close();
  await stopHost(dataDirectory);
});

test('list shows state, attempts and what is to be known about each, running ones first', async () => {
  const { status, stdout, stderr } = await jobs('list');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(
    new RegExp(`^${ids.running.slice(0, 8)} +fetch-bars +RUN +running +1/6 .* 2/9 years$`),
  );
  expect(lines[2]).toMatch(/ WAIT +waiting +0\/6 /);
  expect(lines[3]).toMatch(/ fetch-metadata +FAIL +failed +1\/1 .* unknown symbol$/);
});

test('list by state, kind and symbol; as JSON', async () => {
  const failed = JSON.parse((await jobs('list', '--state', 'failed', '-o', 'json')).stdout);
  expect(failed).toMatchObject([
    { id: ids.failed, kind: 'fetch-metadata', symbol: 'FAIL', state: 'failed', error: 'unknown symbol' },
  ]);
  expect(JSON.parse((await jobs('list', '--kind', 'heal', '-o', 'json')).stdout)).toEqual([]);
  expect((await jobs('list', '--symbol', 'wait', '-o', 'csv')).stdout.trimEnd().split('\n')).toHaveLength(2);
  expect((await jobs('list', '--kind', 'heal')).stdout).toBe('No job matches.\n');
});

test('show tells all about a job', async () => {
  const { stdout } = await jobs('show', ids.running.slice(0, 8));
  expect(stdout).toMatch(
    /^Job +\S+\nKind +fetch-bars\nSymbol +RUN\nInterval +1d\nFrom +2020-01-02\nTo +2020-01-31\n/,
  );
  expect(stdout).toMatch(/Progress +2 of 9 years/);
  expect(JSON.parse((await jobs('show', ids.failed, '-o', 'json')).stdout)).toMatchObject({ id: ids.failed });
});

test.each([
  [['show', 'abc'], 4, /NOT_FOUND/],
  [['show', '%%%%%%%%'], 4, /NOT_FOUND/],
  [['show', 'nothing'], 4, /NOT_FOUND[\s\S]*"nothing"[\s\S]*jobs list/],
  [['retry', '00000000-0000-4000-8000-000000000000'], 4, /NOT_FOUND[\s\S]*Nothing was changed/],
  [['retry', 'x', '--all-failed'], 2, /Got both/],
  [['cancel'], 2, /missing required argument 'ids'/],
  [['list', '--symbol', 'A B'], 2, /ticker symbol/],
])('%j is refused', async (args, exit, words) => {
  const { status, stdout, stderr } = await jobs(...args);
  expect(stderr).toMatch(words);
  expect({ status, stdout }).toEqual({ status: exit, stdout: '' });
});

test('the beginning of several ids names none of them', async () => {
  const twins = ['abcd1111-0000-4000-8000-000000000001', 'abcd1111-0000-4000-8000-000000000002'];
  const copy = `INSERT INTO pgboss.job (id, name, data, singleton_key) SELECT $1::uuid, name, data, $1::text FROM pgboss.job WHERE id = $2`;
  for (const twin of twins) await database.pool.query(copy, [twin, ids.waiting]);
  const { status, stderr } = await jobs('cancel', 'abcd1111');
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(twins.join(', ')) });
  expect((await jobs('show', twins[1]?.toUpperCase() ?? '', '-o', 'json')).status).toBe(0);
  await database.pool.query('DELETE FROM pgboss.job WHERE id = ANY ($1)', [twins]);
});

test('retry and cancel say what became of each job', async () => {
  const retried = await jobs('retry', '--all-failed');
  expect(retried.stdout).toMatch(new RegExp(`^id .*\\n${ids.failed.slice(0, 8)} +failed +to be tried again`));
  expect((await jobs('retry', '--all-failed')).stdout).toBe('No job has failed.\n');
  const cancelled = await jobs('cancel', ids.failed.slice(0, 8), ids.waiting, '-o', 'json');
  expect(JSON.parse(cancelled.stdout)).toEqual([
    { id: ids.failed, was: 'retrying', outcome: 'cancelled' },
    { id: ids.waiting, was: 'waiting', outcome: 'cancelled' },
  ]);
});
