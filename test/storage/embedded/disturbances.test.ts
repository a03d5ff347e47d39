import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { statusOf } from '../../../src/storage/embedded/host-control.ts';
import { message, simpleQuery, sync } from '../../../src/storage/embedded/wire/messages.ts';
import { startEmbedded, type TestEngine } from '../../support/embedded.ts';
import { RawClient, startupPacket } from './raw-client.ts';

let engine: TestEngine;
let pool: pg.Pool;

beforeAll(async () => {
  engine = await startEmbedded({ limits: { idleInTransactionMs: 400, maxSessions: 20 } });
  pool = engine.pool(4);
  await pool.query('CREATE TABLE t (a int)');
});
afterAll(() => engine.stop());

/** Long enough to be caught running; fails the test if it ever ends. */
const longStatement = 'SELECT count(*) FROM generate_series(1, 2000000000)';
const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function count(): Promise<number> {
  return (await pool.query('SELECT count(*)::int AS n FROM t')).rows[0].n;
}

async function rawClient(): Promise<RawClient> {
  const client = await RawClient.open(engine.address.socketPath);
  client.send(startupPacket());
  await client.until('Z');
  return client;
}

test('an idle transaction is ended only when others wait, and is rolled back', async () => {
  const idle = await engine.client();
  await idle.query('BEGIN; INSERT INTO t VALUES (1)');
  await soon(900);
  expect((await idle.query('SELECT count(*)::int AS n FROM t')).rows).toEqual([{ n: 1 }]);
  const ended = new Promise<Error & { code?: string }>((resolve) => idle.once('error', resolve));
  expect(await count()).toBe(0);
  expect(await ended).toMatchObject({ code: '25P03' });
});

test('a client that vanishes in a transaction, or in a COPY, is undone and others go on', async () => {
  const inTransaction = await rawClient();
  inTransaction.send(simpleQuery('BEGIN; INSERT INTO t VALUES (2)'));
  await inTransaction.until('Z');
  const inExchange = await rawClient();
  inTransaction.vanish();
  inExchange.send(simpleQuery('BEGIN; INSERT INTO t VALUES (2)'), simpleQuery('COPY t FROM STDIN'));
  await inExchange.until('G');
  inExchange.send(message('d', Buffer.from('3\n')));
  inExchange.vanish();
  expect(await count()).toBe(0);
});

test.each([
  ['a startup packet of absurd length', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['protocol version 2', Buffer.from([0, 0, 0, 9, 0, 2, 0, 0, 0])],
])('%s is refused with 08P01', async (_what, bytes) => {
  const client = await RawClient.open(engine.address.socketPath);
  client.send(bytes);
  expect((await client.untilClosed()).error).toContain('C08P01');
});

test.each([
  ['an unknown message type', Buffer.from('!\0\0\0\x04', 'latin1')],
  ['a message of negative length', Buffer.from([81, 255, 255, 255, 255])],
  ['a message of a gigabyte', Buffer.from([81, 64, 0, 0, 0])],
])('%s is refused with 08P01', async (_what, bytes) => {
  const client = await rawClient();
  client.send(bytes);
  expect((await client.untilClosed()).error).toContain('C08P01');
  expect(await count()).toBe(0);
});

test('a garbled Bind is an error of that client alone', async () => {
  const client = await rawClient();
  client.send(
    message('P', 'x', 'SELECT 1', Buffer.from([0, 0])),
    message('B', '', 'x', Buffer.from([0, 9])),
    sync(),
  );
  expect((await client.until('Z')).error).toContain('C08P01');
  client.send(simpleQuery('SELECT 1'));
  expect((await client.until('Z')).types).toBe('TDCZ');
  client.vanish();
});

test('messages cut into single bytes are put together again', async () => {
  const client = await RawClient.open(engine.address.socketPath);
  for (const byte of Buffer.concat([startupPacket(), simpleQuery('SELECT 1')])) {
    client.send(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  await client.until('C');
  client.vanish();
});

test('one connection too many is refused with 53300 and the rest go on', async () => {
  const open: RawClient[] = [];
  const { host } = await statusOf(engine.dataDirectory);
  for (let n = host?.sessions ?? 0; n < 20; n += 1) open.push(await rawClient());
  const refused = await RawClient.open(engine.address.socketPath);
  refused.send(startupPacket());
  expect((await refused.untilClosed()).error).toContain('C53300');
  for (const client of open) client.vanish();
  await expect.poll(async () => (await statusOf(engine.dataDirectory)).host?.sessions).toBeLessThan(10);
  expect(await count()).toBe(0);
});

test('a cancelled statement ends with 57014; others, their statements and what they listen to go on', async () => {
  const [victim, other] = await Promise.all([engine.client(), engine.client()]);
  const named = { name: 'n', text: 'SELECT 7 AS seven' };
  const heard: (string | undefined)[] = [];
  other.on('notification', ({ payload }) => heard.push(payload));
  await other.query(named);
  await other.query('LISTEN news');
  const running = victim.query(longStatement);
  await soon(300);
  cancel(victim);
  await expect(running).rejects.toMatchObject({ code: '57014' });
  expect((await victim.query("SELECT pg_notify('news', 'still there')")).rowCount).toBe(1);
  await expect.poll(() => heard).toEqual(['still there']);
  expect((await other.query(named)).rows).toEqual([{ seven: 7 }]);
});

test('a statement cancelled within a transaction leaves that transaction failed, not gone', async () => {
  const victim = await engine.client();
  const named = { name: 'n', text: 'SELECT 7 AS seven' };
  await victim.query(named);
  await victim.query('BEGIN');
  await victim.query('INSERT INTO t VALUES (9)');
  const running = victim.query(longStatement);
  await soon(300);
  cancel(victim);
  await expect(running).rejects.toMatchObject({ code: '57014' });
  await expect(victim.query('INSERT INTO t VALUES (10)')).rejects.toMatchObject({ code: '25P02' });
  await victim.query('COMMIT');
  expect(await count()).toBe(0);
  expect((await victim.query(named)).rows).toEqual([{ seven: 7 }]);
});

test('an engine killed in a statement: 57P02 to that client, nothing for the others but a pause', async () => {
  const [victim, other] = await Promise.all([engine.client(), engine.client()]);
  const named = { name: 'n', text: 'SELECT 7 AS seven' };
  await other.query(named);
  await other.query("SET my.key = 'kept'");
  const running = victim.query(longStatement);
  const caught = expect(running).rejects.toMatchObject({ code: '57P02' });
  await soon(300);
  const waiting = other.query(named);
  await killEngine();
  await caught;
  expect((await waiting).rows).toEqual([{ seven: 7 }]);
  expect((await other.query("SELECT current_setting('my.key') AS v")).rows).toEqual([{ v: 'kept' }]);
});

test('an engine killed between two statements of a transaction: the second is refused, not run alone', async () => {
  const victim = await engine.client();
  await victim.query('BEGIN');
  await victim.query('INSERT INTO t VALUES (11)');
  const killed = await killEngine();
  // Only a new engine could run the second statement alone.
  await expect
    .poll(async () => (await statusOf(engine.dataDirectory)).host?.enginePid ?? killed, { timeout: 30_000 })
    .not.toBe(killed);
  await expect(victim.query('INSERT INTO t VALUES (12)')).rejects.toMatchObject({ code: '57P02' });
  expect(await count()).toBe(0);
});

test.each([
  ['many terms', `SELECT ${Array.from({ length: 20_000 }, () => '1').join('+')} AS n`],
  [
    'a function without end',
    "CREATE FUNCTION pg_temp.f(n int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN pg_temp.f(n + 1); END'; SELECT pg_temp.f(1)",
  ],
  ['many brackets', `SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)} AS n`],
])('deep recursion, %s: an answer or a clean error, and the database goes on', async (_what, text) => {
  const client = await engine.client();
  const outcome = await client.query(text).then(
    ({ rowCount }) => `${rowCount} row`,
    (error: pg.DatabaseError) => error.code,
  );
  // 42601: the grammar's own limit on nesting.
  expect(['1 row', '42601', '54001', '57P02']).toContain(outcome);
  expect(await count()).toBe(0);
});

test("some hundred terms, which the engine's own stack does not bear, are computed", async () => {
  const { enginePid } = (await statusOf(engine.dataDirectory)).host ?? {};
  const text = `SELECT ${Array.from({ length: 800 }, (_, n) => `(${n}`).join('+')}${')'.repeat(800)} AS n`;
  expect((await pool.query(text)).rows).toEqual([{ n: 319_600 }]);
  expect((await statusOf(engine.dataDirectory)).host?.enginePid).toBe(enginePid);
});

async function killEngine(): Promise<number> {
  const pid = (await statusOf(engine.dataDirectory)).host?.enginePid;
  if (!pid) throw new Error('no engine to kill');
  expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('engine/main.ts');
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** As pg does it: a second connection with a CancelRequest. */
function cancel(client: pg.Client): void {
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const packet = Buffer.alloc(16);
  packet.writeInt32BE(16, 0);
  packet.writeInt32BE(80877102, 4);
  packet.writeInt32BE(processID, 8);
  packet.writeInt32BE(secretKey, 12);
  void RawClient.open(engine.address.socketPath).then((raw) => raw.send(packet));
}
