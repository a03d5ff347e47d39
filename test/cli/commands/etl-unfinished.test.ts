import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EtlWorkplace, makeEtlWorkplace } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
});
afterAll(() => place.close());

test('a row that is not found may be on its way: the migration that has not ended is named', async () => {
  const head = 'Date,Open,High,Low,Close,Volume';
  await place.etl('import', place.file('SOME-1d.csv', [head, '2024-02-05,10,11,9,10,100']));
  const release = () => place.etl('quarantine', 'release', '0123456789');
  const before = await release();
  expect([before.status, before.stderr]).toEqual([4, expect.not.stringContaining('migration')]);
  const unfinished = `INSERT INTO migration_runs
    (source_path, source_generation, source_fingerprint, mode, owner_host, owner_pid, status)
    VALUES ('/data/old.db', 2, '', 'copy', 'elsewhere', 1, 'running')`;
  expect((await place.stockula('sql', unfinished, '--write')).status).toBe(0);
  const after = await release();
  expect(after.status).toBe(4);
  expect(after.stderr.replaceAll(/\s+/g, ' ')).toContain(
    'The migration of /data/old.db has not come to its end.',
  );
});
