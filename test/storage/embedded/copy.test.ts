import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { message, simpleQuery } from '../../../src/storage/embedded/wire/messages.ts';
import { startEmbedded, type TestEngine } from '../../support/embedded.ts';
import { RawClient, startupPacket } from './raw-client.ts';

let engine: TestEngine;
let pool: pg.Pool;

beforeAll(async () => {
  engine = await startEmbedded();
  pool = engine.pool(4);
  await pool.query('CREATE TABLE t (a int PRIMARY KEY, b text)');
});
afterAll(() => engine.stop());

function* lines(from: number, count: number): Generator<string> {
  for (let a = from; a < from + count; a += 1) yield `${a}\trow ${a}\n`;
}

async function copyIn(client: pg.PoolClient, data: Iterable<string | Buffer>, sql = 'COPY t FROM STDIN') {
  await pipeline(Readable.from(data), client.query(copyFrom(sql)));
}

async function withClient<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await run(client);
  } finally {
    client.release();
  }
}

async function count(): Promise<number> {
  return (await pool.query('SELECT count(*)::int AS n FROM t')).rows[0].n;
}

test('two COPYs at once, and out again, row for row', async () => {
  await Promise.all([
    withClient((client) => copyIn(client, lines(0, 20_000))),
    withClient((client) => copyIn(client, lines(20_000, 20_000))),
  ]);
  const pieces: Buffer[] = [];
  const collect = new Writable({
    write: (piece, _encoding, done) => {
      pieces.push(piece);
      done();
    },
  });
  await withClient((client) =>
    pipeline(client.query(copyTo('COPY (SELECT * FROM t ORDER BY a) TO STDOUT')), collect),
  );
  expect(Buffer.concat(pieces).toString()).toBe([...lines(0, 40_000)].join(''));
});

test('a bad row, a broken-off stream and an unknown table leave nothing behind and the client usable', async () => {
  const before = await count();
  await withClient(async (client) => {
    await expect(copyIn(client, ['50000\tok\n', 'not a number\tx\n'])).rejects.toMatchObject({
      code: '22P02',
    });
    await expect(copyIn(client, ['50000\tok\n'], 'COPY nowhere FROM STDIN')).rejects.toMatchObject({
      code: '42P01',
    });
    const breaking = (function* () {
      yield '50000\tok\n';
      throw new Error('the source broke');
    })();
    await expect(copyIn(client, breaking)).rejects.toThrow('the source broke');
    expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
  expect(await count()).toBe(before);
});

test('a COPY that fails fails its transaction, and COPY works after other statements of one text', async () => {
  const before = await count();
  await withClient(async (client) => {
    await client.query('BEGIN');
    await copyIn(client, lines(60_000, 10));
    await expect(copyIn(client, lines(60_000, 1))).rejects.toMatchObject({ code: '23505' });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    await copyIn(client, ['70000,csv\n'], 'SET my.x = 1; COPY t FROM STDIN (FORMAT csv)');
  });
  expect(await count()).toBe(before + 1);
});

test('a COPY above the size limit is refused with its limit, and a transaction around it fails', async () => {
  const row = Buffer.from(`${'x'.repeat((1 << 20) - 1)}\n`);
  await withClient(async (client) => {
    await client.query('CREATE TABLE big (b text)');
    await client.query('BEGIN');
    const tooMuch = Array.from({ length: 129 }, () => row);
    await expect(copyIn(client, tooMuch, 'COPY big FROM STDIN')).rejects.toMatchObject({
      code: '54000',
      message: expect.stringContaining('128 MB'),
    });
    await expect(client.query('SELECT 1')).rejects.toMatchObject({ code: '25P02' });
    await client.query('ROLLBACK');
    expect((await client.query('SELECT count(*)::int AS n FROM big')).rows).toEqual([{ n: 0 }]);
  });
});

test('COPY FROM STDIN in the extended protocol is refused with a reason', async () => {
  await withClient(async (client) => {
    await expect(client.query({ name: 'copy', text: 'COPY t FROM STDIN' })).rejects.toMatchObject({
      code: '0A000',
    });
    expect((await client.query('SELECT $1::int AS n', [1])).rows).toEqual([{ n: 1 }]);
  });
});

test('the client is asked for data once, and told the outcome once', async () => {
  const client = await RawClient.open(engine.address.socketPath);
  client.send(startupPacket());
  await client.until('Z');
  client.send(simpleQuery('COPY t FROM STDIN'));
  expect((await client.until('G')).types).toBe('G');
  client.send(message('d', Buffer.from('80000\traw\n')), message('c'));
  expect((await client.until('Z')).types).toBe('CZ');
  client.vanish();
});
