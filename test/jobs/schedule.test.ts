import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochMs } from '../../src/domain/nominal.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { every } from '../../src/jobs/next-run.ts';
import type { Schedule } from '../../src/jobs/scheduler.ts';
import { runWorker } from '../../src/jobs/worker.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { findTarget, type Target } from '../storage/timescale/targets.ts';
import { bars, handleAll, listening, settings } from './support.ts';

const day = 86_400_000;
const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`schedules: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    let queues: JobQueue[];
    let asked: EpochMs[] = [];
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      queues = await Promise.all([JobQueue.open(database, settings), JobQueue.open(database, settings)]);
    });
    afterAll(async () => {
      for (const queue of queues) await queue.close();
      await target.stop();
    });

    const daily: Schedule = {
      name: 'daily:TEST',
      nextRun: every(day),
      // Asks the database as real ones do, and tells when it was asked.
      jobs: async (due) => {
        asked.push(due);
        await database.pool.query('SELECT 1');
        return [bars('AAA'), bars('BBB')];
      },
    };
    /** What all queues answer that look at the same moment, many times each. */
    const runAt = async (date: string): Promise<(number | null)[]> => {
      const answers = await Promise.all(
        [...queues, ...queues, ...queues].map((queue) => queue.runDue(daily, noon(date))),
      );
      return answers.filter((answer) => answer !== null);
    };
    /** The jobs that were queued, with the run they are of; they are over then. */
    const queued = async (): Promise<string[]> => {
      const [queue] = queues as [JobQueue];
      const jobs = await queue.jobs.list({ state: 'waiting' });
      await queue.jobs.cancel(jobs.map(({ id }) => id));
      return jobs.map(({ symbol, origin }) => `${symbol} ${origin}`).sort();
    };

    test('after a clock that was a year ahead, and is right again, runs go on at once', async () => {
      const schedule: Schedule = {
        name: 'daily:CLOCK',
        nextRun: every(day),
        jobs: async () => [bars('CLK')],
      };
      const [queue] = queues as [JobQueue];
      const runOn = (date: string) => queue.runDue(schedule, noon(date));
      expect(await runOn('2024-01-02')).toBe(null);
      expect(await runOn('2025-01-02')).toBe(1);
      expect(await runOn('2024-01-03')).toBe(null);
      await queued();
      expect(await runOn('2024-01-04')).toBe(1);
      // Clocks of two workers that differ by some minutes make no run twice.
      expect(await queue.runDue(schedule, noon('2024-01-04') - 600_000)).toBe(null);
      expect(await queue.runDue(schedule, noon('2024-01-04') + 600_000)).toBe(null);
      await queued();
    });

    test('jobs of a clock that was a day ahead do not wait for that day, nor does one keep its symbol', async () => {
      const [queue] = queues as [JobQueue];
      await queue.enqueue([bars('AHEAD'), bars('HELD')]);
      const ahead = (columns: readonly string[], symbol: string, state = 'created') =>
        database.pool.query(
          `UPDATE pgboss.job SET state = $2::pgboss.job_state, ${columns.map((name) => `${name} = now() + interval '1 day'`).join(', ')}
           WHERE singleton_key = $1`,
          [symbol, state],
        );
      await ahead(['created_on', 'start_after'], 'AHEAD');
      await ahead(['created_on', 'started_on', 'heartbeat_on'], 'HELD', 'active');
      expect(await queue.claims.take(5)).toEqual([]);
      await queue.claims.recover();
      expect((await queue.claims.take(5)).map(({ singletonKey }) => singletonKey)).toEqual(['AHEAD']);
      const { rows } = await database.pool.query(
        `SELECT heartbeat_on <= now() AS past FROM pgboss.job WHERE singleton_key = 'HELD'`,
      );
      expect(rows).toEqual([{ past: true }]);
      await database.pool.query(`DELETE FROM pgboss.job WHERE singleton_key IN ('AHEAD', 'HELD')`);
    });

    test('a new schedule begins now; each run is queued once, whoever sees it due', async () => {
      asked = [];
      expect(await runAt('2024-01-02')).toEqual([]);
      expect(asked).toEqual([]);
      expect(await runAt('2024-01-03')).toEqual([2]);
      expect(await runAt('2024-01-03')).toEqual([]);
      expect(await queued()).toEqual([
        'AAA daily:TEST:2024-01-03T00:00:00.000Z',
        'BBB daily:TEST:2024-01-03T00:00:00.000Z',
      ]);
    });

    test('runs that nobody was there for are made up for by one', async () => {
      expect(await runAt('2024-03-15')).toEqual([2]);
      expect(await runAt('2024-03-15')).toEqual([]);
      expect(await queued()).toHaveLength(2);
      expect(await runAt('2024-03-16')).toEqual([2]);
      await queued();
    });

    test('jobs that still wait from the last run are not queued again', async () => {
      expect(await runAt('2024-03-17')).toEqual([2]);
      expect(await runAt('2024-03-18')).toEqual([0]);
      expect(await queued()).toHaveLength(2);
    });

    test('a run whose jobs cannot be listed is not lost', async () => {
      const [queue] = queues as [JobQueue];
      const broken = { ...daily, jobs: () => Promise.reject(new Error('no list')) };
      await expect(queue.runDue(broken, noon('2024-03-19'))).rejects.toThrow('no list');
      expect(await runAt('2024-03-19')).toEqual([2]);
      await queued();
    });

    test('workers run schedules, and go on where one of them fails', async () => {
      const { log, lines } = listening();
      const stop = new AbortController();
      const done: string[] = [];
      const soon = Date.now() + 300;
      const nextRun = (after: EpochMs) => (after < soon ? (soon as EpochMs) : null);
      const schedules: Schedule[] = [
        { name: 'broken', nextRun: (after) => after, jobs: () => Promise.reject(new Error('no list')) },
        { name: 'soon', nextRun, jobs: async () => [bars('CCC')] },
      ];
      const [queue] = queues as [JobQueue];
      await queue.runDue(schedules[1] as Schedule, soon - 200);
      await expect.poll(() => Date.now() > soon, { timeout: 5_000 }).toBe(true);
      const workers = queues.map((one) =>
        runWorker({
          queue: one,
          handlers: handleAll(async (symbol) => void done.push(symbol)),
          concurrency: 1,
          signal: stop.signal,
          log,
          schedules,
        }),
      );
      await expect.poll(() => done, { timeout: 30_000 }).toEqual(['CCC']);
      stop.abort();
      await Promise.all(workers);
      expect(lines).toContainEqual(expect.objectContaining({ schedule: 'broken', reason: 'no list' }));
    });
  });
}
