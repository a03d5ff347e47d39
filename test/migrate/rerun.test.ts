import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { freshFolder } from '../support/embedded.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { countsOf, startTarget, type Target } from './target.ts';

let target: Target;
let path: string;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.reset();
  path = syntheticFile({ symbols: 2, years: 2, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
});

/** What is stored of the bars, and which chunks are touched (compressed and untouched is 1). */
async function state(): Promise<Map<string, string>> {
  const rows = await target.sql<{ key: string; value: string }>(
    `SELECT concat(symbol, ' ', ts::date) AS key, t::text AS value FROM ts_price_history AS t`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}

const newBar = `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
  SELECT symbol, '2024-06-04', '1d', 1.5, 2.5, 0.5, 2, 9, '2024-06-04 22:00:00', '2024-06-04 22:00:00' FROM stocks LIMIT 1`;
const changedBar = `UPDATE price_history SET close_price = close_price + 1, high_price = high_price + 1
  WHERE id = (SELECT min(id) + 300 FROM price_history)`;

it('merges exactly the rows that were added or changed', async () => {
  const before = await state();
  change(
    path,
    newBar,
    changedBar,
    `UPDATE stock_info SET info_json = '{"new": 1}' WHERE symbol = (SELECT min(symbol) FROM stocks)`,
  );
  expect((await target.verify(path)).differences).toHaveLength(3);
  const report = await target.run(path);
  expect(report.status).toBe('verified');
  const after = await state();
  const differing = [...after].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
  expect(after.size).toBe(before.size + 1);
  expect(differing).toHaveLength(2);
  const info = await target.sql<{ n: string }>(
    `SELECT count(*) AS n FROM stock_info WHERE info = '{"new": 1}'`,
  );
  expect(info[0]?.n).toBe('1');
});

it('touches no compressed chunk where nothing differs', async () => {
  const touched = `SELECT count(*) FILTER (WHERE status & 8 <> 0) AS touched, count(*) FILTER (WHERE status & 1 = 1) AS compressed
    FROM _timescaledb_catalog.chunk AS c JOIN timescaledb_information.chunks AS i ON i.chunk_name = c.table_name WHERE hypertable_name = 'ts_price_history'`;
  const [before] = await target.sql<{ touched: string; compressed: string }>(touched);
  expect(Number(before?.compressed)).toBeGreaterThan(0);
  change(path, `UPDATE stocks SET name = 'Another'`);
  expect((await target.run(path)).status).toBe('verified');
  expect(await target.sql(touched)).toEqual([before]);
});

it('says which rows have gone from the source', async () => {
  change(path, `DELETE FROM price_history WHERE id = (SELECT min(id) + 300 FROM price_history)`);
  const report = await target.run(path);
  expect(report.status).toBe('mismatched');
  expect(report.differences).toHaveLength(1);
  const [difference] = report.differences;
  expect(difference?.table).toBe('price_history');
  expect(difference?.group).toMatch(/^SYN\w* \d{4}$/);
  expect(difference?.found_rows).toBe((difference?.expected_rows ?? 0) + 1);
});

it('finds rows missing from the target and puts them back', async () => {
  await target.sql(`DELETE FROM ts_price_history WHERE ts >= '2023-01-01Z' AND ts < '2023-02-01Z'`);
  await target.sql(`DELETE FROM ts_dividends WHERE ts >= '2023-01-01Z' AND ts < '2023-07-01Z'`);
  expect((await target.verify(path)).status).toBe('mismatched');
  expect((await target.run(path)).status).toBe('mismatched');
  expect((await target.run(path)).status).toBe('verified');
});

it('follows rows out of the quarantine and into it', async () => {
  change(path, `UPDATE price_history SET high_price = -1 WHERE id IN (SELECT max(id) FROM price_history)`);
  const worse = await target.run(path);
  // The bar as it was before is still stored.
  expect(worse.differences).toHaveLength(1);
  expect(countsOf(worse)['price_history']).toMatch(/ \+ 1$/);
  change(path, `UPDATE price_history SET high_price = 1e6 WHERE high_price = -1`);
  const better = await target.run(path);
  expect(better.status).toBe('verified');
  expect(await target.sql('SELECT * FROM quarantine')).toEqual([]);
});

it('takes the same content under another path for the same, and refuses another file', async () => {
  const copy = join(freshFolder('source'), 'copy.db');
  copyFileSync(path, copy);
  const before = await target.versions();
  expect((await target.run(copy)).rows_per_second).toBeNull();
  expect(await target.versions()).toBe(before);
  const other = syntheticFile({ seed: 2, symbols: 1, years: 1 });
  const refused = { code: 'MIGRATION_CONFLICT', message: expect.stringContaining(path) };
  await expect(target.run(other)).rejects.toMatchObject(refused);
  await expect(target.verify(other)).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  expect(await target.versions()).toBe(before);
});

it('begins anew where the journal of an interrupted run does not fit any more', async () => {
  await target.sql(
    `UPDATE migration_batches SET rows_read = rows_read - 1, rows_written = rows_written - 1 WHERE source_table = 'price_history'`,
  );
  await target.sql(`UPDATE migration_runs SET status = 'running', owner_pid = 4194305`);
  expect((await target.run(path)).status).toBe('verified');
  expect(await target.sql('SELECT mode, status FROM migration_runs ORDER BY id')).toEqual([
    { mode: 'copy', status: 'mismatched' },
    { mode: 'merge', status: 'verified' },
  ]);
});

it('merges a batch where somebody else stored one of its rows first', async () => {
  await target.sql(`DELETE FROM migration_batches WHERE source_table = 'price_history'`);
  await target.sql(`UPDATE migration_runs SET status = 'running', owner_pid = 4194305`);
  await target.sql(`UPDATE ts_price_history SET source = 'live' WHERE ts >= '2024-05-01Z'`);
  const report = await target.run(path);
  expect(report.status).toBe('verified');
});

it('leaves retention to the user once all is verified', async () => {
  const scheduled = async (): Promise<unknown> =>
    (
      await target.sql(
        `SELECT scheduled FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'`,
      )
    )[0]?.['scheduled'];
  await target.sql(
    `SELECT alter_job(job_id, scheduled => true) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'`,
  );
  await target.run(path);
  expect(await scheduled()).toBe(true);
  change(path, `UPDATE price_history SET date = '1999-01-04' WHERE id = (SELECT min(id) FROM price_history)`);
  await target.run(path);
  expect(await scheduled()).toBe(false);
});
