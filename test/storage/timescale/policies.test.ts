import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../../src/storage/timescale/database.ts';
import {
  applyPolicies,
  dropExpiredBars,
  pauseRetention,
  resumeRetention,
  rowsOlderThan,
  type StoragePolicies,
  setChunkInterval,
} from '../../../src/storage/timescale/policies.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { dailyBar, daysAgo, storeBars } from './bars.ts';
import { dueJobs, everyPolicy, policyJob, policyJobs } from './jobs.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

const defaults: StoragePolicies = {
  chunkIntervalPrices: '1 day',
  compressAfter: '7 days',
  retentionRawBars: '5 years',
};
const retention = 'retention ts_price_history';

function apply(database: Database, change: Partial<StoragePolicies> = {}): Promise<void> {
  return applyPolicies(database.pool, database.edition, { ...defaults, ...change });
}

async function chunkWidths(database: Database): Promise<Record<string, string>> {
  const rows = await rowsOf<{ name: string; width: string }>(
    database,
    `SELECT hypertable_name AS name, time_interval::text AS width FROM timescaledb_information.dimensions
     WHERE hypertable_schema = 'public'`,
  );
  return Object.fromEntries(rows.map(({ name, width }) => [name, width]));
}

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`policies: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
    });
    beforeEach(async () => {
      await database.pool.query('TRUNCATE ts_price_history');
      await apply(database, { compressAfter: null, retentionRawBars: null });
      await apply(database);
    });
    afterAll(() => target.stop());

    test('every policy is there, and nothing changes when they are applied again, even by several at once', async () => {
      await apply(database, { compressAfter: null, retentionRawBars: null });
      // Connected beforehand, so that they really meet.
      await Promise.all(Array.from({ length: 8 }, () => database.pool.query('SELECT pg_sleep(0.05)')));
      await Promise.all(Array.from({ length: 8 }, () => apply(database)));
      const before = await policyJobs(database);
      expect(before.map(({ what }) => what)).toEqual(everyPolicy);
      expect(before.every(({ scheduled }) => scheduled)).toBe(true);
      await Promise.all([apply(database), apply(database), apply(database)]);
      expect(await policyJobs(database)).toEqual(before);
    });

    test('a changed value changes the policy in place and keeps a pause', async () => {
      const before = await policyJob(database, 'compression ts_price_history');
      await database.pool.query('SELECT alter_job($1, scheduled => false)', [before?.job_id]);
      await apply(database, { compressAfter: '3 days' });
      expect(await policyJob(database, 'compression ts_price_history')).toEqual({
        ...before,
        scheduled: false,
        config: { ...before?.config, compress_after: '3 days' },
      });
      await database.pool.query('SELECT alter_job($1, scheduled => true)', [before?.job_id]);
    });

    test('never is no policy', async () => {
      await apply(database, { compressAfter: null, retentionRawBars: null });
      expect((await policyJobs(database)).map(({ what }) => what)).toEqual(
        everyPolicy.filter((what) => what.startsWith('refresh')),
      );
      expect(await rowsOlderThan(database.pool, null)).toBe(0);
    });

    test('retention is created paused where it would drop bars, and only confirmation resumes it', async () => {
      await apply(database, { retentionRawBars: null });
      await storeBars(database, [dailyBar('OLD', daysAgo(6 * 365))]);
      await apply(database);
      expect(await policyJob(database, retention)).toMatchObject({ scheduled: false });
      await database.pool.query('TRUNCATE ts_price_history');
      await apply(database);
      expect(await policyJob(database, retention)).toMatchObject({ scheduled: false });
      await apply(database, { retentionRawBars: '6 years' });
      expect(await policyJob(database, retention)).toMatchObject({ scheduled: false });
      expect(await resumeRetention(database.pool)).toBe(true);
      expect(await resumeRetention(database.pool)).toBe(false);
      expect(await policyJob(database, retention)).toMatchObject({ scheduled: true });
    });

    test('a shorter retention that would drop stored bars is paused; one that runs stays as it is', async () => {
      await storeBars(database, [dailyBar('OLD', daysAgo(3 * 365))]);
      await apply(database);
      expect(await policyJob(database, retention)).toMatchObject({ scheduled: true });
      await apply(database, { retentionRawBars: '2 years' });
      expect(await policyJob(database, retention)).toMatchObject({
        scheduled: false,
        config: { drop_after: '2 years' },
      });
      expect(await pauseRetention(database.pool)).toBe(false);
    });

    test('refreshes of raw bars end before a short retention begins; a retention that is too short is refused', async () => {
      await apply(database, { retentionRawBars: '30 days' });
      const start = async (view: string): Promise<string | null | undefined> =>
        (await policyJob(database, `refresh_continuous_aggregate ts_price_${view}`))?.config['start_offset'];
      expect([await start('daily'), await start('hourly'), await start('weekly')]).toEqual([
        '27 days',
        '7 days',
        '90 days',
      ]);
      await apply(database, { retentionRawBars: '7 days' });
      expect([await start('daily'), await start('hourly')]).toEqual(['6 days 07:12:00', '6 days 07:12:00']);
      await expect(apply(database, { retentionRawBars: '6 days' })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(/7 days or longer.*Got 6 days/),
      });
      await apply(database);
      expect([await start('daily'), await start('hourly')]).toEqual(['30 days', '7 days']);
    });

    test('a refresh by policy keeps what retention has dropped', async () => {
      await apply(database, { retentionRawBars: '7 days' });
      const days = Array.from({ length: 20 }, (_, n) => daysAgo(20 - n));
      await storeBars(
        database,
        days.map((day) => dailyBar('KEPT', day)),
      );
      const refresh = await policyJob(database, 'refresh_continuous_aggregate ts_price_daily');
      await database.pool.query(`CALL refresh_continuous_aggregate('ts_price_daily', NULL, now())`);
      await resumeRetention(database.pool);
      const drop = await policyJob(database, retention);
      await database.pool.query(`CALL run_job(${drop?.job_id})`);
      await database.pool.query(`CALL run_job(${refresh?.job_id})`);
      const [raw] = await rowsOf<{ n: number }>(database, 'SELECT count(*)::int AS n FROM ts_price_history');
      const [kept] = await rowsOf<{ n: number }>(
        database,
        `SELECT count(*)::int AS n FROM ts_price_daily WHERE symbol = 'KEPT'`,
      );
      expect(raw?.n).toBeLessThan(10);
      expect(kept?.n).toBe(20);
    });

    test('chunk widths are put back, and setting them again changes nothing', async () => {
      const before = await chunkWidths(database);
      for (let time = 0; time < 2; time += 1) {
        await inTransaction(database.pool, (client) =>
          setChunkInterval(client, 'ts_price_history', '365 days'),
        );
      }
      expect(await chunkWidths(database)).toEqual({ ...before, ts_price_history: '365 days' });
      await apply(database);
      expect(await chunkWidths(database)).toEqual(before);
    });

    test('due is what is scheduled and has not been run for as long as it says', async () => {
      // In a transaction, which keeps the embedded engine's own scheduler out.
      const client = await database.pool.connect();
      const here = { pool: client };
      await client.query('BEGIN; DELETE FROM stockula.job_log');
      expect(await dueJobs(here)).toEqual(everyPolicy);
      const log = (what: string, ago: string): Promise<unknown> =>
        client.query(
          `INSERT INTO stockula.job_log (job_id, finished_at, milliseconds)
           SELECT job_id, now() - $2::interval, 1 FROM timescaledb_information.jobs WHERE substr(proc_name, 8) || ' ' || hypertable_name = $1`,
          [what, ago],
        );
      await log('refresh_continuous_aggregate ts_price_hourly', '29 minutes');
      await log('refresh_continuous_aggregate ts_price_daily', '61 minutes');
      await pauseRetention(client);
      const expected = everyPolicy.filter((what) => what !== retention && !what.endsWith('hourly'));
      expect(await dueJobs(here)).toEqual(expected);
      await log('refresh_continuous_aggregate ts_price_daily', '59 minutes');
      expect(await dueJobs(here)).toEqual(expected.filter((what) => !what.endsWith('daily')));
      await client.query('ROLLBACK');
      client.release();
    });

    test('every policy runs when it is called', async () => {
      await storeBars(database, [dailyBar('RUN', daysAgo(40)), dailyBar('RUN', daysAgo(2))]);
      for (const { job_id } of await policyJobs(database))
        await database.pool.query(`CALL run_job(${job_id})`);
      const [compressed] = await rowsOf<{ n: number }>(
        database,
        `SELECT count(*)::int AS n FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history' AND is_compressed`,
      );
      expect(compressed).toEqual({ n: 1 });
    });
  });
}

const apache = await findTarget('apache');
describe.skipIf(apache.missing !== null)(`policies: ${apache.title}`, () => {
  let target: Target;
  let database: Database;
  beforeAll(async () => {
    target = await apache.start();
    database = await target.upgraded();
  });
  afterAll(() => target.stop());

  test('only chunk widths apply', async () => {
    await apply(database, { chunkIntervalPrices: '2 days' });
    await apply(database, { chunkIntervalPrices: '2 days' });
    expect(await chunkWidths(database)).toMatchObject({ ts_price_history: '2 days' });
    expect(await policyJobs(database)).toEqual([]);
    expect(await dueJobs(database)).toEqual([]);
  });

  test('expired bars are dropped by whole chunks, in batches, and others stay', async () => {
    await apply(database);
    const days = Array.from({ length: 250 }, (_, n) => daysAgo(n));
    await storeBars(
      database,
      days.map((day) => dailyBar('OLD', day)),
    );
    expect(await dropExpiredBars(database, '30 days')).toBe(219);
    const [left] = await rowsOf<{ n: number; oldest: Date }>(
      database,
      'SELECT count(*)::int AS n, min(ts) AS oldest FROM ts_price_history',
    );
    expect(left).toEqual({ n: 31, oldest: daysAgo(30) });
    expect(await dropExpiredBars(database, '30 days')).toBe(0);
  });
});
