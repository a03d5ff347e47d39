import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { countRows } from '../../src/sources/legacy-sqlite/read.ts';
import { takeSnapshot } from '../../src/sources/legacy-sqlite/snapshot.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { crashedCopyOf } from '../support/sources.ts';
import { errorOf, useFolders } from './legacy-support.ts';

const newFolder = useFolders();

function newDatabase(): { path: string; rows: number } {
  const path = join(newFolder(), 'stockula.db');
  const { rows } = writeSyntheticLegacy(path, { symbols: 2, years: 3 });
  return { path, rows: rows.price_history ?? 0 };
}

describe('while the older application is running', () => {
  test('a file that stays locked gives a clear error after the timeout', async () => {
    const { path } = newDatabase();
    const writer = new DatabaseSync(path);
    writer.exec('BEGIN EXCLUSIVE');
    const started = performance.now();
    const error = await errorOf(() => openLegacyFile(path, { busyTimeoutMs: 200 }));
    expect(performance.now() - started).toBeGreaterThan(150);
    expect(error.code).toBe('SOURCE_UNUSABLE');
    expect(error.message).toContain('another program keeps locked');
    writer.close();
  });

  test('an unfinished write does not hinder reading and is not seen', () => {
    const { path, rows } = newDatabase();
    const writer = new DatabaseSync(path);
    writer.exec('BEGIN IMMEDIATE; DELETE FROM price_history');
    const file = openLegacyFile(path, { busyTimeoutMs: 200 });
    expect(countRows(file, 'price_history')).toBe(rows);
    expect(file.recovered).toBe(false);
    file.close();
    writer.close();
  });
});

describe('a file whose last writer crashed in the middle of a write', () => {
  function crashedCopy(): { path: string; rows: number } {
    const { path, rows } = newDatabase();
    return { path: crashedCopyOf(path), rows };
  }

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test('is read as of its last commit, from a private copy that goes away', () => {
    const { path, rows } = crashedCopy();
    const temporary = newFolder();
    vi.stubEnv(process.platform === 'win32' ? 'TEMP' : 'TMPDIR', temporary);
    const before = readFileSync(path);
    const file = openLegacyFile(path);
    expect(file.recovered).toBe(true);
    expect(countRows(file, 'price_history')).toBe(rows);
    expect(readdirSync(temporary)).toHaveLength(1);
    file.close();
    expect(readdirSync(temporary)).toEqual([]);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(`${path}-journal`)).toBe(true);
  });

  test('gives a recovered snapshot', async () => {
    const { path, rows } = crashedCopy();
    const target = join(newFolder(), 'snapshot.db');
    await takeSnapshot(path, target);
    const file = openLegacyFile(target);
    expect(file.recovered).toBe(false);
    expect(countRows(file, 'price_history')).toBe(rows);
    file.close();
  });
});

describe('a file in write-ahead-log mode', () => {
  test('is read with what is only in the log yet, and its snapshot stands alone', async () => {
    const { path, rows } = newDatabase();
    const writer = new DatabaseSync(path);
    writer.exec(`PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0;
      DELETE FROM price_history WHERE id = 1`);
    const file = openLegacyFile(path);
    expect(countRows(file, 'price_history')).toBe(rows - 1);
    file.close();
    const folder = newFolder();
    await takeSnapshot(path, join(folder, 'snapshot.db'));
    writer.close();
    expect(readdirSync(folder)).toEqual(['snapshot.db']);
    const copy = openLegacyFile(join(folder, 'snapshot.db'));
    expect(countRows(copy, 'price_history')).toBe(rows - 1);
    copy.close();
    expect(readdirSync(folder)).toEqual(['snapshot.db']);
  });
});
