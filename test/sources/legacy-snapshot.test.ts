import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { takeSnapshot } from '../../src/sources/legacy-sqlite/snapshot.ts';
import { explain } from '../../src/sources/legacy-sqlite/source-errors.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { change } from '../support/sources.ts';
import { errorOf, useFolders } from './legacy-support.ts';

const newFolder = useFolders();

function newDatabase(): string {
  const path = join(newFolder(), 'stockula.db');
  writeSyntheticLegacy(path, { symbols: 2, years: 3 });
  return path;
}

/** All rows of the two tables that the writer below changes together, in one transaction each time. */
function totals(path: string): { stocks: number; infos: number; sound: string } {
  const database = new DatabaseSync(path, { readOnly: true });
  const number = (query: string): number => Number(database.prepare(query).get()?.['n']);
  const result = {
    stocks: number('SELECT count(*) AS n FROM stocks'),
    infos: number('SELECT count(*) AS n FROM stock_info'),
    sound: String(database.prepare('PRAGMA integrity_check').get()?.['integrity_check']),
  };
  database.close();
  return result;
}

test('the copy holds the same content, and the source is as it was', async () => {
  const path = newDatabase();
  const before = readFileSync(path);
  const folder = newFolder();
  const target = join(folder, 'snapshot.db');
  await takeSnapshot(path, target);
  expect(readdirSync(folder)).toEqual(['snapshot.db']);
  expect(totals(target)).toEqual({ stocks: 2, infos: 2, sound: 'ok' });
  expect(readFileSync(path).equals(before)).toBe(true);
  const file = openLegacyFile(target);
  expect(file.generation).toBe(2);
  file.close();
});

/** Makes a file of some 40 MB, so that a copy takes several steps. */
function addBallast(path: string): void {
  change(
    path,
    `CREATE TABLE ballast (a);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
     INSERT INTO ballast SELECT randomblob(4000) FROM n`,
  );
}

/** Adds a stock and its info in one transaction, over and over, until it is told to stop. */
const writerScript = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1]);
  database.exec('PRAGMA busy_timeout = 20000');
  const stock = database.prepare('INSERT INTO stocks (symbol) VALUES (?)');
  const info = database.prepare('INSERT INTO stock_info (symbol, info_json) VALUES (?, ?)');
  let written = 0;
  let stopped = false;
  const turn = () => {
    if (stopped) return process.stdout.write(' ' + written);
    database.exec('BEGIN IMMEDIATE');
    stock.run('W' + written);
    info.run('W' + written, JSON.stringify('x'.repeat(3000)));
    database.exec('COMMIT');
    written += 1;
    if (written === 1) process.stdout.write('started');
    setTimeout(turn, 1);
  };
  process.stdin.on('data', () => undefined).on('end', () => { stopped = true; });
  turn();
`;

/** Ends the writer and says how many pairs it has written. */
async function stop(writer: ChildProcessWithoutNullStreams): Promise<number> {
  const chunks: Buffer[] = [];
  writer.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  writer.stdin.end();
  await once(writer, 'close');
  return Number(Buffer.concat(chunks).toString().trim());
}

describe('with a program that writes all the time', () => {
  test('the copy is one point in time and the writer is not stopped', async () => {
    const path = newDatabase();
    addBallast(path);
    const writer = spawn(process.execPath, ['--no-warnings', '--eval', writerScript, path]);
    await once(writer.stdout, 'data');
    const target = join(newFolder(), 'snapshot.db');
    let steps = 0;
    await takeSnapshot(path, target, ({ copiedPages, totalPages }) => {
      expect(copiedPages).toBeLessThanOrEqual(totalPages);
      steps += 1;
    });
    const written = await stop(writer);
    const copied = totals(target);
    expect(copied.sound).toBe('ok');
    expect(copied.stocks).toBe(copied.infos);
    expect(copied.stocks).toBeGreaterThan(2);
    expect(written + 2).toBeGreaterThanOrEqual(copied.stocks);
    expect(steps).toBeGreaterThanOrEqual(2);
  });

  test('a lock at the very beginning is waited for', async () => {
    const path = newDatabase();
    const target = join(newFolder(), 'snapshot.db');
    // In a process of its own: a file that this one closes would take the lock with it.
    const script = `const file = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
      file.exec("BEGIN EXCLUSIVE; INSERT INTO stocks (symbol) VALUES ('LATE')");
      process.stdout.write('locked');
      setTimeout(() => file.exec('COMMIT'), 500);`;
    const writer = spawn(process.execPath, ['--no-warnings', '--eval', script, path]);
    await once(writer.stdout, 'data');
    await takeSnapshot(path, target);
    expect(totals(target)).toMatchObject({ stocks: 3, sound: 'ok' });
  });

  test('restarts are bounded: a write at every step does not keep it from ending', async () => {
    const path = newDatabase();
    addBallast(path);
    const target = join(newFolder(), 'snapshot.db');
    const copied: number[] = [];
    await takeSnapshot(path, target, ({ copiedPages }) => {
      copied.push(copiedPages);
      change(path, `INSERT INTO stocks (symbol) VALUES ('W${copied.length}')`);
    });
    // One first step and five restarts of it; then all in one step, which has no progress to report.
    expect(copied).toEqual(Array.from({ length: 6 }, () => copied[0]));
    expect(totals(target)).toMatchObject({ stocks: 2 + 6, sound: 'ok' });
  });
});

describe('a failed snapshot leaves nothing behind', () => {
  test('cancelled by its progress callback', async () => {
    const path = newDatabase();
    addBallast(path);
    const folder = newFolder();
    const cancel = takeSnapshot(path, join(folder, 'snapshot.db'), () => {
      throw new Error('cancelled');
    });
    await expect(cancel).rejects.toThrow('cancelled');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a partial copy from an earlier crash is replaced', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'snapshot.db.partial'), 'left behind');
    await takeSnapshot(newDatabase(), join(folder, 'snapshot.db'));
    expect(readdirSync(folder)).toEqual(['snapshot.db']);
  });

  test('of a bad source', async () => {
    const folder = newFolder();
    const error = await errorOf(() => takeSnapshot(join(folder, 'none.db'), join(folder, 'snapshot.db')));
    expect(error.code).toBe('SOURCE_UNUSABLE');
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('an existing target is never overwritten', async () => {
  const target = join(newFolder(), 'snapshot.db');
  writeFileSync(target, 'precious');
  const error = await errorOf(() => takeSnapshot(newDatabase(), target));
  expect(error.code).toBe('MIGRATION_CONFLICT');
  expect(readFileSync(target, 'utf8')).toBe('precious');
});

test('a folder that does not exist is named', async () => {
  const error = await errorOf(() => takeSnapshot(newDatabase(), join(newFolder(), 'none', 'snapshot.db')));
  expect(error.code).toBe('DATA_DIR_UNUSABLE');
});

describe('a full disk', () => {
  test('is recognised in what SQLite and the file system report', () => {
    const sqliteFull = Object.assign(new Error('database or disk is full'), { errcode: 13 });
    const noSpace = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    for (const thrown of [sqliteFull, noSpace]) {
      expect(explain('/data/stockula.db', thrown)).toMatchObject({ code: 'DISK_FULL' });
    }
  });

  // A file system of its own that is too small: only where one may be mounted.
  const canMount = spawnSync('unshare', ['-m', 'true']).status === 0;
  test.skipIf(!canMount)('ends in DISK_FULL without a partial copy', () => {
    const path = newDatabase();
    const small = join(newFolder(), 'small');
    mkdirSync(small);
    const snapshot = resolve(import.meta.dirname, '../../src/sources/legacy-sqlite/snapshot.ts');
    const script = `
      const { takeSnapshot } = await import(${JSON.stringify(snapshot)});
      const { readdirSync } = await import('node:fs');
      const error = await takeSnapshot(process.argv[1], process.argv[2] + '/s.db').catch((e) => e);
      console.log(JSON.stringify({ code: error?.code, left: readdirSync(process.argv[2]) }));`;
    const result = spawnSync(
      'unshare',
      [
        '-m',
        'sh',
        '-c',
        'mount -t tmpfs -o size=256k tmpfs "$1" && exec "$2" --no-warnings --input-type=module --eval "$3" -- "$4" "$1"',
        'sh',
        small,
        process.execPath,
        script,
        path,
      ],
      { encoding: 'utf8' },
    );
    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout)).toEqual({ code: 'DISK_FULL', left: [] });
  });
});
