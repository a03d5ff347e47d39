import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { useFolders } from './legacy-support.ts';

const newFolder = useFolders();
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

const source = resolve(import.meta.dirname, '../../src/sources/legacy-sqlite');
const script = `
  const { openLegacyFile } = await import(${JSON.stringify(join(source, 'open.ts'))});
  const { countRows } = await import(${JSON.stringify(join(source, 'read.ts'))});
  try {
    const file = openLegacyFile(process.argv[1]);
    console.log(JSON.stringify({ rows: countRows(file, 'price_history'), recovered: file.recovered }));
    file.close();
  } catch (error) { console.log(JSON.stringify({ code: error.code, message: error.message })); }
`;

/** Opens the file as a user whom permissions bind: root ignores them, so root becomes nobody. */
function openAsOrdinaryUser(path: string): unknown {
  const result = spawnSync(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', script, '--', path],
    { encoding: 'utf8', cwd: '/', ...(isRoot ? { uid: nobody, gid: nobody } : {}) },
  );
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout);
}

function newDatabase(): { path: string; rows: number } {
  const folder = newFolder();
  chmodSync(folder, 0o755);
  const path = join(folder, 'data', 'stockula.db');
  mkdirSync(dirname(path));
  const { rows } = writeSyntheticLegacy(path, { symbols: 1, years: 1 });
  return { path, rows: rows.price_history ?? 0 };
}

/** Runs an action while file and folder may only be read; afterwards the folder can be removed again. */
function whileReadOnly(path: string, action: () => void): void {
  chmodSync(path, 0o444);
  chmodSync(dirname(path), 0o555);
  try {
    action();
  } finally {
    chmodSync(dirname(path), 0o755);
  }
}

describe.skipIf(process.platform === 'win32')('permissions', () => {
  test('a file that may not be read is refused in its own words', () => {
    const { path } = newDatabase();
    chmodSync(path, 0);
    expect(openAsOrdinaryUser(path)).toMatchObject({
      code: 'SOURCE_UNUSABLE',
      message: expect.stringContaining('this user may not read'),
    });
  });

  test('a read-only file in a read-only folder simply works', () => {
    const { path, rows } = newDatabase();
    whileReadOnly(path, () => expect(openAsOrdinaryUser(path)).toEqual({ rows, recovered: false }));
    expect(readdirSync(dirname(path))).toEqual(['stockula.db']);
  });

  test('so does one in write-ahead-log mode without a log', () => {
    const { path, rows } = newDatabase();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL');
    database.close();
    whileReadOnly(path, () => expect(openAsOrdinaryUser(path)).toEqual({ rows, recovered: false }));
  });

  test('one with a log left behind is read from a recovered copy', () => {
    const { path, rows } = newDatabase();
    const moved = join(newFolder(), 'data');
    mkdirSync(moved);
    const writer = new DatabaseSync(path);
    writer.exec(
      'PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; DELETE FROM price_history WHERE id = 1',
    );
    const copy = join(moved, 'stockula.db');
    spawnSync('cp', [path, copy]);
    spawnSync('cp', [`${path}-wal`, `${copy}-wal`]);
    writer.close();
    chmodSync(dirname(moved), 0o755);
    chmodSync(`${copy}-wal`, 0o444);
    whileReadOnly(copy, () => expect(openAsOrdinaryUser(copy)).toEqual({ rows: rows - 1, recovered: true }));
  });
});
