import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClaimedJob } from '../../src/jobs/claims.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { findTarget, rowsOf, type Target } from '../storage/timescale/targets.ts';
import { bars, metadata, settings } from './support.ts';

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`the job queue: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    let queues: JobQueue[] = [];
    let queue: JobQueue;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      // All of them find a database without a queue.
      queues = await Promise.all([1, 2, 3, 4].map(() => JobQueue.open(database, settings)));
      queue = queues[0] as JobQueue;
    });
    afterAll(async () => {
      for (const one of queues) await one.close();
      await target.stop();
    });

    test('is made once by several that begin at once, with one queue in it', async () => {
      expect(await rowsOf(database, 'SELECT name, policy FROM pgboss.queue')).toEqual([
        { name: 'stockula', policy: 'singleton' },
      ]);
      expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM pgboss.version')).toEqual([{ n: 1 }]);
    });

    test('the same work is queued once, whoever asks and however often, and tells so', async () => {
      const answers = await Promise.all(
        queues.flatMap((one) => [one.enqueue([bars('ONCE')]), one.enqueue([bars('ONCE')])]),
      );
      const outcomes = answers.flat().map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'queued')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'waiting')).toHaveLength(7);
      expect(new Set(answers.flat().map(({ id }) => id)).size).toBe(1);
      expect(await queue.jobs.list({ symbol: 'ONCE' })).toHaveLength(1);
    });

    test('other work of the same symbol is queued beside it', async () => {
      const outcomes = await queue.enqueue([
        bars('TWO'),
        metadata('TWO'),
        bars('TWO', '2020-01-02', '2020-01-31'),
        bars('TWO'),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(['queued', 'queued', 'queued', 'waiting']);
    });

    test('a waiting range reaches as far as all that was asked for, and no further', async () => {
      await queue.enqueue([bars('WIDE', '2020-03-01', '2020-03-31')]);
      const [again] = await queue.enqueue([bars('WIDE', '2020-02-01', '2020-03-15')]);
      expect(again?.outcome).toBe('waiting');
      const [job] = await queue.jobs.list({ symbol: 'WIDE' });
      expect(job?.request).toEqual(bars('WIDE', '2020-02-01', '2020-03-31'));
    });

    test('what a user asks for goes before what the clock wants, also where that waits already', async () => {
      await queue.runDue({
        name: 'urgency',
        nextRun: (after) => after,
        jobs: async () => [bars('LATE'), bars('SOON')],
      });
      await queue.enqueue([bars('SOON')]);
      const order = (await queue.jobs.list()).map(({ symbol }) => symbol);
      expect(order.indexOf('SOON')).toBeLessThan(order.indexOf('LATE'));
      expect(order).toContain('LATE');
      const taken: ClaimedJob[] = [];
      for (let one = await queue.claims.take(1); one.length > 0; one = await queue.claims.take(1))
        taken.push(...one);
      expect(taken.at(-1)?.data).toMatchObject({
        key: 'fetch-bars:LATE:1d',
        origin: expect.stringMatching(/^urgency:/),
      });
      expect(taken.map(({ data }) => data.key)).toContain('fetch-bars:SOON:1d');
      await queue.claims.giveBack(taken);
    });

    test('the work of a running job may be queued again: it may have read too little', async () => {
      await queue.enqueue([metadata('RUNS')]);
      const taken = await queue.claims.take(100);
      expect(taken.map(({ data }) => data.key)).toContain('fetch-metadata:RUNS');
      const [again] = await queue.enqueue([metadata('RUNS')]);
      expect(again?.outcome).toBe('queued');
      // One that runs keeps the other from running.
      expect((await queue.claims.take(100)).map(({ data }) => data.key)).not.toContain('fetch-metadata:RUNS');
      await queue.claims.giveBack(taken);
    });

    test('cancelled jobs and unknown ids', async () => {
      const [job] = await queue.enqueue([metadata('STOP')]);
      const id = job?.id ?? '';
      const unknown = '00000000-0000-4000-8000-000000000000';
      await expect(queue.jobs.cancel([id, unknown, 'x'])).rejects.toMatchObject({
        code: 'NOT_FOUND',
        parts: { got: `"${unknown}", "x"` },
      });
      expect((await queue.jobs.find([id]))[0]?.state).toBe('waiting');
      expect(await queue.jobs.cancel([id])).toEqual([{ id, was: 'waiting', outcome: 'cancelled' }]);
      expect(await queue.jobs.cancel([id])).toEqual([{ id, was: 'cancelled', outcome: 'unchanged' }]);
      expect(await queue.jobs.retry([id])).toEqual([{ id, was: 'cancelled', outcome: 'retried' }]);
      expect(await queue.jobs.list({ state: 'retrying', symbol: 'STOP' })).toHaveLength(1);
    });

    test('maintenance removes what was kept long enough, and nothing else', async () => {
      const [old, young] = await queue.enqueue([metadata('OLD'), metadata('YOUNG')]);
      await queue.jobs.cancel([old?.id ?? '', young?.id ?? '']);
      const aged = `UPDATE pgboss.job SET completed_on = now() - interval '8 days' WHERE id = $1`;
      await database.pool.query(aged, [old?.id]);
      await database.pool.query('UPDATE pgboss.queue SET maintain_on = NULL, monitor_on = NULL');
      await queue.maintain();
      expect(await queue.jobs.list({ symbol: 'OLD' })).toEqual([]);
      expect(await queue.jobs.list({ symbol: 'YOUNG' })).toHaveLength(1);
    });
  });
}
