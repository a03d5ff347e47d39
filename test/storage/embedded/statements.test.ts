import { expect, test } from 'vitest';
import { effectsOf } from '../../../src/storage/embedded/wire/statements.ts';

test.each([
  ['COPY t FROM STDIN', true],
  ['/* load */ copy t (a, b)\nfrom stdin with (format csv)', true],
  ['BEGIN; COPY t FROM STDIN; COMMIT', true],
  ['COPY t TO STDOUT', false],
  ["COPY t FROM '/tmp/x'", false],
  ["SELECT 'a; COPY t FROM STDIN'", false],
  ['-- COPY t FROM STDIN\nSELECT 1', false],
  ['DO $body$ BEGIN; COPY t FROM STDIN; END $body$', false],
])('whether COPY data follows: %s', (sql, follows) => {
  expect(effectsOf(sql).copiesFromStdin).toBe(follows);
});

test.each([
  ["SET work_mem = '8MB'", ['work_mem']],
  ['set session my.key to 1; SELECT 1', ['my.key']],
  ["SET TIME ZONE 'Asia/Tokyo'", ['TimeZone']],
  [
    'SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY',
    expect.arrayContaining(['default_transaction_read_only']),
  ],
  ["SELECT set_config('a.b', 'c', false)", ['a.b']],
  ['RESET ROLE', ['ROLE']],
  ["SET LOCAL work_mem = '8MB'", []],
  ['SET TRANSACTION READ ONLY', []],
  ['UPDATE t SET a = 1', []],
])('settings that outlast the transaction: %s', (sql, names) => {
  expect(effectsOf(sql).settings).toEqual(names);
});

test('LISTEN and UNLISTEN with their channels, quoted or not, among other statements', () => {
  expect(effectsOf('LISTEN Jobs; unlisten "My ""Own"""; UNLISTEN *').listens).toEqual([
    { listen: true, channel: 'jobs' },
    { listen: false, channel: 'My "Own"' },
    { listen: false, channel: '*' },
  ]);
});

test('only a text that is nothing but DISCARD ALL or DEALLOCATE ALL is the session clearing itself', () => {
  expect(effectsOf('discard all;').clears).toBe('DISCARD ALL');
  expect(effectsOf('DEALLOCATE PREPARE ALL').clears).toBe('DEALLOCATE ALL');
  const mixed = effectsOf('DEALLOCATE ALL; SELECT 1');
  expect([mixed.clears, mixed.deallocatesAll]).toEqual([null, true]);
  expect(effectsOf("SELECT 'discard all'").deallocatesAll).toBe(false);
});

test('a very long literal is passed over', () => {
  const sql = `INSERT INTO t VALUES ('${"it''s set; ".repeat(200_000)}'); LISTEN x`;
  expect(effectsOf(sql).listens).toEqual([{ listen: true, channel: 'x' }]);
});
