import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { readRows } from '../../src/sources/legacy-sqlite/read.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { change } from '../support/sources.ts';
import { errorOf, useFolders } from './legacy-support.ts';

const newFolder = useFolders();

/** Opens what `prepare` puts at the path and gives the message of the SOURCE_UNUSABLE it must cause. */
async function complaintAbout(prepare: (path: string) => void): Promise<string> {
  const path = join(newFolder(), 'stockula.db');
  prepare(path);
  const error = await errorOf(() => openLegacyFile(path).close());
  expect(error.code).toBe('SOURCE_UNUSABLE');
  expect(error.message).toContain(path);
  return error.message;
}

const synthetic = (path: string) => writeSyntheticLegacy(path, { symbols: 1, years: 1 });

describe('a file that cannot be used is refused in its own words', () => {
  test('missing', async () => {
    expect(await complaintAbout(() => undefined)).toContain('does not exist');
  });

  test('below a file instead of a folder', async () => {
    const path = join(newFolder(), 'file');
    writeFileSync(path, 'x');
    expect((await errorOf(() => openLegacyFile(join(path, 'stockula.db')))).message).toContain(
      'does not exist',
    );
  });

  test('a folder', async () => {
    expect(await complaintAbout((path) => mkdirSync(path))).toContain('is a folder');
  });

  test('empty', async () => {
    expect(await complaintAbout((path) => writeFileSync(path, ''))).toContain('is empty (0 bytes)');
  });

  test('text', async () => {
    const message = await complaintAbout((path) => writeFileSync(path, 'symbol,date,close\n'.repeat(500)));
    expect(message).toContain('not an SQLite file');
    expect(message).not.toContain('encrypted');
  });

  test('random bytes: perhaps encrypted, to be decrypted first', async () => {
    const message = await complaintAbout((path) => writeFileSync(path, randomBytes(8192)));
    expect(message).toContain('may be encrypted (SQLCipher)');
    expect(message).toContain('Decrypt it first');
  });

  test('compressed', async () => {
    const message = await complaintAbout((path) => writeFileSync(path, gzipSync(randomBytes(8192))));
    expect(message).toContain('compressed (gzip)');
  });

  test('cut off in its header', async () => {
    const message = await complaintAbout((path) => {
      synthetic(path);
      truncateSync(path, 60);
    });
    expect(message).toContain('truncated: it ends after 60 bytes');
  });

  test('cut off later', async () => {
    const message = await complaintAbout((path) => {
      synthetic(path);
      truncateSync(path, 8192);
    });
    expect(message).toMatch(/truncated: 8192 of \d+ bytes/);
  });

  test('a damaged schema', async () => {
    const message = await complaintAbout((path) => {
      synthetic(path);
      const bytes = readFileSync(path);
      bytes.fill(0xff, 100, 4096);
      writeFileSync(path, bytes);
    });
    expect(message).toContain('is damaged');
  });

  test('another application: its tables are listed', async () => {
    const message = await complaintAbout((path) =>
      change(path, 'CREATE TABLE contacts (id)', 'CREATE TABLE notes (id)'),
    );
    expect(message).toContain('another application');
    expect(message).toContain('its tables are contacts, notes');
  });

  test('a database without tables', async () => {
    expect(await complaintAbout((path) => change(path, 'CREATE TABLE a (b)', 'DROP TABLE a'))).toContain(
      'has no tables',
    );
  });

  test('half of the application: what is missing is named', async () => {
    const message = await complaintAbout((path) => change(path, 'CREATE TABLE stocks (symbol)'));
    expect(message).toContain('it lacks price_history, and its tables are stocks');
  });

  test('missing columns: each is named', async () => {
    const message = await complaintAbout((path) => {
      synthetic(path);
      change(path, 'ALTER TABLE price_history DROP COLUMN volume', 'ALTER TABLE splits DROP COLUMN ratio');
    });
    expect(message).toContain('lacks the columns price_history.volume, splits.ratio');
  });
});

test('damage met only while reading is reported in the same words', async () => {
  const path = join(newFolder(), 'stockula.db');
  writeSyntheticLegacy(path, { symbols: 2, years: 5 });
  const bytes = readFileSync(path);
  // Pages far behind the schema's, which come first.
  bytes.fill(0xff, Math.floor(bytes.length / 2 / 4096) * 4096);
  writeFileSync(path, bytes);
  const file = openLegacyFile(path);
  try {
    const error = await errorOf(() => [...readRows(file, 'price_history')]);
    expect(error.code).toBe('SOURCE_UNUSABLE');
    expect(error.message).toContain('is damaged');
  } finally {
    file.close();
  }
});
