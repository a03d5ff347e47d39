import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import type { RunReport } from '../../../src/manager/pipeline/run-report.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { findTarget, rowsOf, type Target } from '../../storage/timescale/targets.ts';
import { freshFolder } from '../../support/embedded.ts';
import { openTestPipeline, type TestPipeline } from './support.ts';

const control = { signal: new AbortController().signal };
const dayMs = 86_400_000;

const found = await findTarget('community');
describe.skipIf(found.missing !== null)(`imports at once: ${found.title}`, { timeout: 60_000 }, () => {
  const folder = freshFolder('imports-at-once');
  let target: Target;
  let database: Database;
  beforeAll(async () => {
    target = await found.start();
    database = await target.upgraded();
    mkdirSync(folder, { recursive: true });
  });
  afterAll(() => target.stop());

  const pipelineOf = (opened: Database): TestPipeline =>
    openTestPipeline(opened, 'http://127.0.0.1:9', { now: '2026-03-11T22:00:00Z' });

  function file(symbol: string, from: string, days: number): string {
    const path = join(folder, `${symbol}-1d.csv`);
    const rows = Array.from(
      { length: days },
      (_, day) => `${new Date(Date.parse(from) + day * dayMs).toISOString().slice(0, 10)},10,11,9,10,100\n`,
    );
    writeFileSync(path, `Date,Open,High,Low,Close,Volume\n${rows.join('')}`);
    return path;
  }

  const imported = (pipeline: TestPipeline, path: string): Promise<RunReport> =>
    importFile(pipeline, { path, options: {}, replace: false }, control);

  test('different symbols in the same new periods, and the same file twice', async () => {
    const one = pipelineOf(database);
    const other = pipelineOf(await target.openAgain(database));
    for (let round = 0; round < 6; round += 1) {
      const letter = 'ABCDEF'[round] ?? '';
      const first = file(`MA${letter}`, `${1800 + round * 12}-01-01`, 400);
      const second = file(`MB${letter}`, `${1805 + round * 12}-01-01`, 400);
      await Promise.all([imported(one, first), imported(other, second)]);
      const runs = await Promise.all([first, first].map((path) => imported(one, path)));
      expect(runs.map(({ symbols: [line] }) => line?.counts.unchanged)).toEqual([400, 400]);
      const twice = file(`MC${letter}`, '1950-01-01', 100);
      const counts = (await Promise.all([imported(one, twice), imported(other, twice)])).map(
        ({ symbols: [line] }) => [line?.counts.written, line?.counts.unchanged],
      );
      expect(counts.sort()).toEqual([
        [0, 100],
        [100, 0],
      ]);
    }
  });

  test('an import that loses against the lock of another session is done again', async () => {
    const [name] = await rowsOf<{ name: string }>(database, 'SELECT quote_ident(current_database()) AS name');
    await database.pool.query(`ALTER DATABASE ${name?.name} SET lock_timeout = '50ms'`);
    const impatient = pipelineOf(await target.openAgain(database));
    const holder = await database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE ONLY ts_price_history IN SHARE UPDATE EXCLUSIVE MODE');
    const importing = imported(impatient, file('LOSE', '1700-01-01', 30));
    importing.catch(() => undefined);
    await delay(400);
    await holder.query('COMMIT');
    holder.release();
    const { symbols } = await importing;
    expect(symbols.map(({ counts }) => counts.written)).toEqual([30]);
  });
});
