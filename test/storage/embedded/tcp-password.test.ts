import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tcpPassword } from '../../../src/storage/embedded/host/tcp-password.ts';
import { freshFolder } from '../../support/embedded.ts';

test('is made once, kept, and for this user alone', () => {
  const file = join(freshFolder('password'), 'password');
  const made = tcpPassword(file);
  expect(made).toMatch(/^[\w-]{24}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(tcpPassword(file)).toBe(made);
  expect(tcpPassword(join(freshFolder('password'), 'password'))).not.toBe(made);
});

test.each([
  ['empty', ''],
  ['blank', '\n\n                    \n'],
  ['cut short', 'Zq3vJ0-8aLxT5_w'],
])('a file that is %s is replaced by a whole one, never taken for a password', (_what, content) => {
  const folder = freshFolder('password');
  const file = join(folder, 'password');
  writeFileSync(file, content);
  const made = tcpPassword(file);
  expect(made).toMatch(/^[\w-]{24}$/);
  expect(readFileSync(file, 'utf8')).toBe(made);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['password']);
});

test("a user's own password is kept, its line end apart", () => {
  const file = join(freshFolder('password'), 'password');
  writeFileSync(file, 'chosen by the user 1\n');
  expect(tcpPassword(file)).toBe('chosen by the user 1');
});

test('a file that cannot be read is an error, not a reason for a new password', () => {
  const file = join(freshFolder('password'), 'password');
  mkdirSync(file);
  expect(() => tcpPassword(file)).toThrow(/EISDIR/);
});
