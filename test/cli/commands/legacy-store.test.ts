import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

// The same questions to a legacy file and to the database it was migrated into.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const folder = freshFolder('legacy-store');
const source = join(folder, 'legacy.db');
const onDatabase = { STOCKULA_DATA_DIR: join(folder, 'data') };
const unused = join(folder, 'unused');
const workFolder = join(folder, 'work');
const onFile = {
  STOCKULA_STORAGE_BACKEND: 'sqlite',
  STOCKULA_TEST_CWD: workFolder,
  STOCKULA_DATA_DIR: unused,
};

function configure(text: string): void {
  mkdirSync(workFolder, { recursive: true });
  writeFileSync(join(workFolder, '.stockula.yaml'), text);
}

beforeAll(async () => {
  writeSyntheticLegacy(source, { symbols: 2, years: 2, dirt: true });
  configure(`data: {db_path: ${source}}\n`);
  expect((await runStockula(['migrate', 'run', '--from', source], onDatabase)).status).toBe(0);
});

afterAll(async () => {
  await runStockula(['db', 'stop'], onDatabase);
});

describe('storage.backend sqlite', () => {
  test.each([
    ['-t SYNA -m ta -o json'],
    ['-t synb -m ta -o json'],
    ['-t SYNB -m ta -o json --from 2025-03-01 --to 2026-02-01'],
    ['indicators macd --ticker SYNA -o json'],
    ['indicators rsi --ticker SYNB --param period=7 --from 2026-01-15 -o csv'],
    ['-t SYNA --interval 1h -o json'],
    ['-t SYNX -o json'],
  ])('stockula %s', async (line) => {
    const [file, database] = [
      await runStockula(line.split(' '), onFile),
      await runStockula(line.split(' '), onDatabase),
    ];
    // Only a database can be fetched into, and so tells what it lacks.
    const stderr = database.stderr.replace(/^Note: \d+ sessions? of .*\n/m, '');
    expect(file).toEqual({ ...database, stderr });
    expect(file.stdout.length).toBeGreaterThan(100);
  });

  test('starts no database and writes nothing', () => {
    expect(existsSync(unused)).toBe(false);
    expect(existsSync(join(workFolder, '.stockula'))).toBe(false);
  });

  test('the file: the key counts, the environment counts more', async () => {
    const { STOCKULA_STORAGE_BACKEND: _, ...fromFile } = onFile;
    configure(`data: {db_path: ${source}}\nstorage: {backend: SQLite}\n`);
    expect((await runStockula(['-t', 'SYNA', '-o', 'json'], fromFile)).status).toBe(0);
    expect(existsSync(unused)).toBe(false);
    const other = await runStockula(['-t', 'SYNA', '-o', 'json'], {
      ...fromFile,
      ...onDatabase,
      STOCKULA_STORAGE_BACKEND: 'timescale',
    });
    expect(other.status).toBe(0);
    const wrong = await runStockula(['-t', 'SYNA'], { ...onFile, STOCKULA_STORAGE_BACKEND: 'mysql' });
    expect(wrong.status).toBe(3);
    expect(wrong.stderr).toContain('one of timescale, sqlite');
  });

  test('a missing file and one of another kind are told, and whence they come', async () => {
    configure('data: {db_path: nowhere.db}\n');
    const missing = await runStockula(['-t', 'SYNA', '-o', 'json'], onFile);
    expect(missing.status).toBe(5);
    expect(JSON.parse(missing.stdout).error).toMatchObject({ code: 'SOURCE_UNUSABLE' });
    expect(missing.stdout).toContain('data.db_path');
    expect(missing.stdout).toContain(join('work', 'nowhere.db'));
    configure('data: {db_path: .stockula.yaml}\n');
    const other = await runStockula(['-t', 'SYNA'], onFile);
    expect(other.status).toBe(5);
    expect(other.stderr).toContain('not an SQLite file');
  });
});
