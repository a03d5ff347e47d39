import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ImportFilesControl, importFiles } from '../../../src/manager/pipeline/import-files.ts';
import { listSetAside } from '../../../src/manager/pipeline/set-aside.ts';
import { watchFolder } from '../../../src/manager/pipeline/watch-folder.ts';
import { freshFolder } from '../../support/embedded.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const control: ImportFilesControl = { signal: new AbortController().signal };
const header = 'Date,Open,High,Low,Close,Volume,Dividends,Stock Splits';
const sound = ['2026-02-11,10,11,9,10,100,0,0', '2026-02-12,10,11,9,10,100,0,0'];

describe('a file that cannot be stored', () => {
  let target: TestDatabase;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    target = await openTestDatabase();
    pipeline = openTestPipeline(target.database, 'http://127.0.0.1:9', { now: '2026-03-11T22:00:00Z' });
    await target.database.pool.query(`ALTER TABLE stocks ADD CONSTRAINT no_such CHECK (symbol <> 'BAD')`);
  }, 120_000);
  afterAll(() => target.stop());

  function write(folder: string, symbol: string, lines: readonly string[]): string {
    const path = join(folder, `${symbol}-1d.csv`);
    writeFileSync(path, `${[header, ...lines].join('\n')}\n`);
    return path;
  }
  const imported = (paths: readonly string[], more: Partial<ImportFilesControl> = {}) =>
    importFiles(
      pipeline,
      paths.map((path) => ({ path, options: {}, replace: false })),
      { ...control, ...more },
    );
  const rows = async (sql: string) => (await target.database.pool.query(sql)).rows;

  test('is reported, and keeps no other from being imported', async () => {
    const folder = freshFolder('among-others');
    const { reports, failures } = await imported(
      ['ONE', 'BAD', 'TWO'].map((symbol) => write(folder, symbol, sound)),
    );
    expect(reports.map(({ symbols }) => symbols.map(({ symbol }) => symbol))).toEqual([['ONE'], ['TWO']]);
    expect(failures).toMatchObject([{ error: { message: expect.stringContaining('no_such') } }]);
  });

  test('does not end a watch', async () => {
    const folder = freshFolder('watched');
    for (const symbol of ['BAD', 'SEEN']) write(folder, symbol, sound);
    const stop = new AbortController();
    const outcomes: string[] = [];
    const watched = watchFolder(pipeline, { folder, options: {}, replace: false }, { signal: stop.signal });
    for await (const { failures } of watched) {
      outcomes.push(failures.length > 0 ? 'failed' : 'stored');
      if (outcomes.length === 2) break;
    }
    stop.abort();
    expect(outcomes.sort()).toEqual(['failed', 'stored']);
  }, 30_000);

  test('one that a lost database or Ctrl-C stops ends all of them', async () => {
    const path = write(freshFolder('ended'), 'END', sound);
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(imported([path, path], { signal: stop.signal })).rejects.toThrow('enough');
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const pool = new Proxy(target.database.pool, {
      get: (one, name) => (name === 'query' ? () => Promise.reject(lost) : Reflect.get(one, name)),
    });
    const broken = { ...pipeline, database: { ...target.database, pool } };
    await expect(importFiles(broken, [{ path, options: {}, replace: false }], control)).rejects.toBe(lost);
  });

  test('a dividend that is stated twice is one; where the two differ the last one counts', async () => {
    const folder = freshFolder('doubled');
    const { reports } = await imported([
      write(folder, 'SAME', ['2026-02-10,10,11,9,10,100,0.5,0', '2026-02-10,10,11,9,10,100,0.5,0', ...sound]),
      write(folder, 'DIFF', [
        '2026-02-10,10,11,9,10,100,0.5,2',
        '2026-02-10,10,11,9,10,100,0.7,3',
        '2026-02-10,10,11,9,10,100,0.7,3',
        ...sound,
      ]),
    ]);
    expect(reports).toHaveLength(2);
    expect(await rows('SELECT symbol, amount FROM ts_dividends ORDER BY symbol')).toEqual([
      { symbol: 'DIFF', amount: expect.any(Number) },
      { symbol: 'SAME', amount: 0.5 },
    ]);
    expect(await rows('SELECT symbol, ratio FROM ts_splits')).toEqual([{ symbol: 'DIFF', ratio: 3 }]);
    const aside = await listSetAside(target.database.pool, { symbols: ['DIFF'], reason: null, limit: 9 });
    expect(
      aside
        .map(({ reason, original: { action, value } }) => `${reason} ${String(action)} ${String(value)}`)
        .sort(),
    ).toEqual(['twin_differs dividend 0.5', 'twin_differs split 2']);
  });
});
