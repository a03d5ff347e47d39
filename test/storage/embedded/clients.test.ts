import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbedded, type TestEngine } from '../../support/embedded.ts';

let engine: TestEngine;
let pool: pg.Pool;

beforeAll(async () => {
  engine = await startEmbedded();
  pool = engine.pool(8);
});
afterAll(() => engine.stop());

const newClient = (more?: pg.ClientConfig): Promise<pg.Client> => engine.client(more);

const psql = '/usr/bin/psql';
describe.skipIf(!existsSync(psql))('psql', () => {
  function run(input: string): { stdout: string; stderr: string } {
    const { host, port } = engine.address;
    const args = ['-h', host, '-p', String(port), '-U', 'me', '-d', 'any', '-X', '-At'];
    return spawnSync(psql, args, { input, encoding: 'utf8' });
  }

  test('meta commands, transactions, COPY both ways, and an error in between', () => {
    const { stdout, stderr } = run(
      [
        'CREATE TABLE psql_t (a int, b text);',
        'COPY psql_t FROM STDIN;\n1\tone\n2\ttwo\n\\.',
        'SELECT nothing;',
        'BEGIN; INSERT INTO psql_t VALUES (3, NULL); ROLLBACK;',
        'COPY psql_t TO STDOUT;',
        '\\d psql_t',
      ].join('\n'),
    );
    expect(stderr).toContain('column "nothing" does not exist');
    expect(stdout).toContain('1\tone\n2\ttwo\n');
    expect(stdout).toContain('b|text');
    expect(stdout).not.toContain('3\t');
  });
});

test('transactions of several clients do not mix, and none is lost', async () => {
  await pool.query('CREATE TABLE counter (id int PRIMARY KEY, value int)');
  await pool.query('INSERT INTO counter VALUES (1, 0)');
  await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const client = await pool.connect();
      await client.query('START TRANSACTION');
      const { rows } = await client.query('SELECT value FROM counter WHERE id = 1');
      await client.query('SAVEPOINT here');
      await client.query('UPDATE counter SET value = -1');
      await client.query('ROLLBACK TO here');
      await client.query('UPDATE counter SET value = $1', [rows[0].value + 1]);
      await client.query(index % 4 === 0 ? 'ROLLBACK' : 'COMMIT');
      client.release();
    }),
  );
  expect((await pool.query('SELECT value FROM counter')).rows).toEqual([{ value: 18 }]);
});

test('two sessions prepare different statements under one name', async () => {
  const [one, two] = await Promise.all([newClient(), newClient()]);
  const ask = (client: pg.Client, text: string, value: number) =>
    client.query({ name: 'same', text, values: [value], rowMode: 'array' });
  expect((await ask(one, 'SELECT $1::int + 1', 1)).rows).toEqual([[2]]);
  expect((await ask(two, 'SELECT $1::int * 10', 1)).rows).toEqual([[10]]);
  expect((await ask(one, 'SELECT $1::int + 1', 2)).rows).toEqual([[3]]);
  await two.end();
  expect((await ask(one, 'SELECT $1::int + 1', 3)).rows).toEqual([[4]]);
  await one.end();
});

test('an error in the extended protocol fails that query alone, or the transaction it is in', async () => {
  const client = await newClient();
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  expect((await client.query('SELECT $1::int AS n', [1])).rows).toEqual([{ n: 1 }]);
  await client.query('BEGIN');
  await expect(client.query('SELECT $1::no_such_type', [0])).rejects.toMatchObject({ code: '42704' });
  await expect(client.query('SELECT $1::int', [0])).rejects.toMatchObject({ code: '25P02' });
  await client.query('ROLLBACK');
  expect((await client.query('SELECT $1::int AS n', [2])).rows).toEqual([{ n: 2 }]);
  await client.end();
});

test('Kysely: schema, insert, join, transaction that rolls back', async () => {
  interface Tables {
    kysely_t: { id: number; name: string };
  }
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: engine.pool() }) });
  await database.schema
    .createTable('kysely_t')
    .addColumn('id', 'integer')
    .addColumn('name', 'text')
    .execute();
  await database
    .insertInto('kysely_t')
    .values([
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ])
    .execute();
  const failing = database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('kysely_t').execute();
    await sql`SELECT 1 / 0`.execute(transaction);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  const rows = await database.selectFrom('kysely_t').selectAll().where('id', '>', 1).execute();
  expect(rows).toEqual([{ id: 2, name: 'b' }]);
});

test('a notification reaches every idle session that listens, and only those', async () => {
  const [first, second, deaf, speaker] = await Promise.all([
    newClient(),
    newClient(),
    newClient(),
    newClient(),
  ]);
  const heard: string[] = [];
  for (const [name, client] of Object.entries({ first, second, deaf }))
    client.on('notification', ({ payload }) => heard.push(`${name} ${payload}`));
  await first.query('LISTEN news');
  await second.query('SELECT 1; LISTEN "news"');
  await speaker.query('BEGIN');
  await speaker.query("NOTIFY news, 'one'");
  expect(heard).toEqual([]);
  await speaker.query('COMMIT');
  await expect.poll(() => heard.toSorted()).toEqual(['first one', 'second one']);
  // One session's UNLISTEN must not make the others deaf.
  await first.query('UNLISTEN *');
  await speaker.query("SELECT pg_notify($1, 'two')", ['news']);
  await expect.poll(() => heard.toSorted()).toEqual(['first one', 'second one', 'second two']);
  await Promise.all([first, second, deaf, speaker].map((client) => client.end()));
});

test('settings survive the hand-over to another session and do not reach it', async () => {
  const [one, two] = await Promise.all([newClient({ options: '-c my.origin=startup' }), newClient()]);
  const settingOf = async (client: pg.Client, name: string) =>
    (await client.query('SELECT current_setting($1, true) AS value', [name])).rows[0].value;
  await one.query("SET TIME ZONE 'Asia/Tokyo'; SET my.key = 'it''s one'; SELECT 1");
  await one.query("SELECT set_config('work_mem', '8MB', false)");
  await one.query('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY');
  await one.query('BEGIN; SET my.rolled_back = 1; ROLLBACK');
  expect(await settingOf(two, 'TimeZone')).toBe('UTC');
  expect(await settingOf(two, 'work_mem')).toBe('64MB');
  expect(await settingOf(two, 'my.key')).not.toBe("it's one");
  expect(await settingOf(one, 'TimeZone')).toBe('Asia/Tokyo');
  expect(await settingOf(one, 'work_mem')).toBe('8MB');
  expect(await settingOf(one, 'my.key')).toBe("it's one");
  expect(await settingOf(one, 'my.origin')).toBe('startup');
  expect(await settingOf(one, 'my.rolled_back')).not.toBe('1');
  await expect(one.query('CREATE TABLE read_only ()')).rejects.toMatchObject({ code: '25006' });
  await two.query('CREATE TABLE read_only ()');
  await Promise.all([one.end(), two.end()]);
});

test('a role that one session takes on is not handed to the next', async () => {
  await pool.query('CREATE ROLE clerk');
  const [one, two] = await Promise.all([newClient(), newClient()]);
  await one.query('SET ROLE clerk');
  expect((await two.query('SELECT current_user')).rows).toEqual([{ current_user: 'postgres' }]);
  expect((await one.query('SELECT current_user')).rows).toEqual([{ current_user: 'clerk' }]);
  await Promise.all([one.end(), two.end()]);
});

test('DISCARD ALL clears the session that says it and no other', async () => {
  const [one, two] = await Promise.all([newClient(), newClient()]);
  const named = { name: 'n', text: 'SELECT 7 AS seven' };
  for (const client of [one, two]) {
    await client.query("SET my.key = 'mine'");
    await client.query(named);
  }
  await two.query('CREATE TEMP TABLE of_two (a int)');
  await one.query('DISCARD ALL');
  expect((await one.query("SELECT current_setting('my.key', true) AS v")).rows[0].v).not.toBe('mine');
  expect((await two.query("SELECT current_setting('my.key', true) AS v")).rows).toEqual([{ v: 'mine' }]);
  expect((await two.query(named)).rows).toEqual([{ seven: 7 }]);
  expect((await two.query('SELECT count(*)::int AS n FROM of_two')).rows).toEqual([{ n: 0 }]);
  await Promise.all([one.end(), two.end()]);
});

test('another session deallocating everything in one text of several does not take prepared statements', async () => {
  const [one, two] = await Promise.all([newClient(), newClient()]);
  const named = { name: 'kept', text: 'SELECT 7 AS seven' };
  await two.query(named);
  await one.query('DEALLOCATE ALL; SELECT 1');
  expect((await two.query(named)).rows).toEqual([{ seven: 7 }]);
  await Promise.all([one.end(), two.end()]);
});

test('a temporary table lasts as long as its session', async () => {
  const [one, two] = await Promise.all([newClient(), newClient()]);
  await one.query('CREATE TEMP TABLE of_one AS SELECT 1 AS a');
  await two.query('CREATE TEMP TABLE of_two AS SELECT 2 AS a');
  await two.end();
  expect((await one.query('SELECT a FROM of_one')).rows).toEqual([{ a: 1 }]);
  await expect.poll(async () => (await one.query("SELECT to_regclass('of_two') AS t")).rows[0].t).toBe(null);
  await one.end();
  await expect.poll(async () => (await pool.query("SELECT to_regclass('of_one') AS t")).rows[0].t).toBe(null);
});
