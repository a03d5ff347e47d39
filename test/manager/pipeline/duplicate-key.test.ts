import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import { freshFolder } from '../../support/embedded.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase } from './support.ts';

let target: TestDatabase;
beforeAll(async () => {
  target = await openTestDatabase();
}, 120_000);
afterAll(() => target.stop());

test('a file whose keys are refused each time is read three times, not six', {
  timeout: 30_000,
}, async () => {
  const pipeline = openTestPipeline(target.database, 'http://127.0.0.1:9', { now: '2026-03-11T22:00:00Z' });
  let readings = 0;
  const imported = (symbol: string) => {
    const path = join(freshFolder('duplicate-key'), `${symbol}-1d.csv`);
    writeFileSync(path, 'Date,Open,High,Low,Close,Volume\n2026-02-10,10,11,9,10,100\n');
    const onRead = () => {
      readings += 1;
    };
    return importFile(
      pipeline,
      { path, options: {}, replace: false },
      { signal: new AbortController().signal, onRead },
    );
  };
  await imported('ONE');
  expect(readings).toBe(1);
  // Whatever the symbol: nobody else has stored it meanwhile.
  await target.database.pool.query('CREATE UNIQUE INDEX one_of_each_source ON stocks (source)');
  await expect(imported('TWO')).rejects.toThrow(/one_of_each_source/);
  expect(readings).toBe(1 + 3);
});
