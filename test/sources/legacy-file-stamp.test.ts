import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampOf } from '../../src/sources/legacy-sqlite/file-stamp.ts';
import { explain } from '../../src/sources/legacy-sqlite/source-errors.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { change } from '../support/sources.ts';
import { errorOf, useFolders } from './legacy-support.ts';

const newFolder = useFolders();

function newFile(): string {
  const path = join(newFolder(), 'stockula.db');
  writeSyntheticLegacy(path, { symbols: 1, years: 1 });
  return path;
}

test('a write gives another stamp, a look the same', () => {
  const path = newFile();
  const before = stampOf(path).text;
  expect(stampOf(path).text).toBe(before);
  change(path, 'DELETE FROM splits');
  expect(stampOf(path).text).not.toBe(before);
});

test('a file that vanished is told as such, with what to do', async () => {
  const path = newFile();
  stampOf(path);
  rmSync(path);
  expect(await errorOf(() => stampOf(path))).toMatchObject({
    code: 'SOURCE_UNUSABLE',
    parts: { got: `${path}, which does not exist`, remedy: expect.stringMatching(/^Put it back.*goes on/) },
  });
});

test('something else in its place is no source either', async () => {
  const path = newFile();
  rmSync(path);
  mkdirSync(path);
  expect(await errorOf(() => stampOf(path))).toMatchObject({ code: 'SOURCE_UNUSABLE' });
});

test('errors of the system are explained where they are about the file or what lies beside it, not otherwise', () => {
  const failure = (path: string) => Object.assign(new Error('no'), { code: 'EACCES', path });
  for (const path of ['/data/old.db', '/data/old.db-wal'])
    expect(explain('/data/old.db', failure(path))).toMatchObject({
      code: 'SOURCE_UNUSABLE',
      parts: { got: '/data/old.db, which this user may not read' },
    });
  const other = failure('/tmp/elsewhere');
  expect(explain('/data/old.db', other)).toBe(other);
});
