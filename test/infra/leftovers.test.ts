import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemporaryName, temporaryName } from '../../src/config/temporary-name.ts';
import { removeLeftovers } from '../../src/infra/system/leftovers.ts';
import { freshFolder } from '../support/embedded.ts';

const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
const own = 'stockula.yaml';
const nameBy = (pid: number, of = own): string => temporaryName(of).replace(`-${process.pid}-`, `-${pid}-`);
const elsewhere = (of = own): string => `${of}.00000000-${deadPid}-0123abcd.tmp`;

/** What is left of these files; an age is in hours. */
function leftOf(names: readonly string[], ages: Readonly<Record<string, number>> = {}): string[] {
  const folder = freshFolder('leftovers');
  for (const name of names) {
    writeFileSync(join(folder, name), '');
    const time = Date.now() / 1000 - (ages[name] ?? 0) * 3_600;
    utimesSync(join(folder, name), time, time);
  }
  removeLeftovers(folder, (name) => name === own);
  return readdirSync(folder).toSorted();
}

test('what a dead process left is removed, with what SQLite made beside it', () => {
  const name = nameBy(deadPid);
  expect(readTemporaryName(name)).toEqual({ of: own, pid: deadPid });
  expect(leftOf([own, name, `${name}-journal`, `${name}.partial`, `${name}.partial-wal`])).toEqual([own]);
});

test('what a living process writes stays, this one included', () => {
  const names = [nameBy(process.ppid), nameBy(process.pid)].toSorted();
  expect(leftOf(names)).toEqual(names);
});

test('what a process of the same number left before this one began is removed', () => {
  const name = nameBy(process.pid);
  expect(leftOf([name], { [name]: 24 })).toEqual([]);
});

test('another machine’s stays, until nobody can be writing it any more', () => {
  expect(leftOf([elsewhere()])).toEqual([elsewhere()]);
  expect(leftOf([elsewhere()], { [elsewhere()]: 25 })).toEqual([]);
});

test('nothing else is touched, however similar its name', () => {
  const names = [
    own,
    `${own}.tmp`,
    `${own}.bak`,
    `${own}.${deadPid}-0123abcd.tmp`,
    `${own}.4194305.tmp`,
    `${nameBy(deadPid)}.txt`,
    nameBy(deadPid, 'other.yaml'),
  ].toSorted();
  expect(leftOf(names)).toEqual(names);
});

test('a folder by such a name stays, and one that is not there is none to tidy', () => {
  const folder = freshFolder('leftovers');
  const name = nameBy(deadPid);
  mkdirSync(join(folder, name));
  removeLeftovers(folder, () => true);
  removeLeftovers(join(folder, 'none'), () => true);
  expect(readdirSync(folder)).toEqual([name]);
});
