import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';
import { SourceFailure } from '../../src/domain/source.ts';
import type { JobContext, JobHandlers } from '../../src/jobs/handlers.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { runWorker, type WorkerReport } from '../../src/jobs/worker.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { findTarget, type Target } from '../storage/timescale/targets.ts';
import { bars, handleAll, later, listening, metadata, settings } from './support.ts';

interface Started {
  stop(): Promise<WorkerReport>;
}

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`workers: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    let queue: JobQueue;
    const others: JobQueue[] = [];
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      queue = await JobQueue.open(database, settings);
    });
    afterAll(async () => {
      for (const one of [queue, ...others]) await one.close();
      await target.stop();
    });

    const start = (handlers: JobHandlers, concurrency: number, of = queue): Started => {
      const stop = new AbortController();
      const ended = runWorker({
        queue: of,
        handlers,
        concurrency,
        signal: stop.signal,
        log: listening().log,
      });
      return {
        stop: () => {
          stop.abort();
          return ended;
        },
      };
    };
    const another = async (more: Partial<typeof settings> = {}): Promise<JobQueue> => {
      const one = await JobQueue.open(database, { ...settings, ...more });
      others.push(one);
      return one;
    };
    const jobOf = async (id: string | undefined) => (await queue.jobs.find([id ?? '']))[0];
    const reaches = (id: string | undefined, state: string) =>
      expect.poll(async () => (await jobOf(id))?.state, { timeout: 30_000, interval: 100 }).toBe(state);
    /** Its wait is over. */
    const due = (id: string | undefined) =>
      database.pool.query('UPDATE pgboss.job SET start_after = now() WHERE id = $1', [id]);

    test('two workers never run two jobs of one symbol, and different symbols run side by side', async () => {
      const running = new Map<string, number>();
      let [most, mostOfOne, done] = [0, 0, 0];
      const handlers = handleAll(async (symbol) => {
        running.set(symbol, (running.get(symbol) ?? 0) + 1);
        mostOfOne = Math.max(mostOfOne, running.get(symbol) ?? 0);
        most = Math.max(
          most,
          [...running.values()].reduce((sum, n) => sum + n, 0),
        );
        await later(60);
        running.set(symbol, (running.get(symbol) ?? 0) - 1);
        done += 1;
      });
      const symbols = ['A1', 'A2', 'A3', 'A4'];
      await queue.enqueue(
        symbols.flatMap((symbol) => [
          bars(symbol),
          metadata(symbol),
          bars(symbol, '2020-01-01', '2020-02-01'),
          { kind: 'heal', data: { ...bars(symbol).data, interval: '1d' } } as ReturnType<typeof bars>,
        ]),
      );
      const workers = [start(handlers, 4), start(handlers, 4, await another())];
      await expect.poll(() => done, { timeout: 60_000 }).toBe(16);
      const reports = await Promise.all(workers.map((worker) => worker.stop()));
      expect(mostOfOne).toBe(1);
      expect(most).toBeGreaterThan(1);
      expect(reports.reduce((sum, report) => sum + report.done, 0)).toBe(16);
      expect(await queue.jobs.list({ state: 'done' })).toHaveLength(16);
    });

    test('a job that fails waits longer each time; its attempts used up, it is a dead letter with the reason', async () => {
      const [job] = await queue.enqueue([
        { kind: 'options-snapshot', data: metadata('FAILS').data as { symbol: never } },
      ]);
      let attempts = 0;
      const worker = start(
        handleAll(async (_, context) => {
          attempts += 1;
          expect(context.attempt).toBe(attempts);
          throw new Error('no answer from postgres://me:s3cret@db/x');
        }),
        2,
      );
      const waits: number[] = [];
      for (const attempt of [1, 2]) {
        await expect.poll(() => attempts, { timeout: 30_000 }).toBe(attempt);
        await reaches(job?.id, 'retrying');
        const waiting = await jobOf(job?.id);
        waits.push((waiting?.startsAfter.getTime() ?? 0) - (waiting?.failedAt?.getTime() ?? 0));
        await due(job?.id);
      }
      await reaches(job?.id, 'failed');
      await worker.stop();
      expect(attempts).toBe(3);
      // 10 s doubled for each attempt, of which the half is by chance.
      expect(waits[0]).toBeGreaterThan(9_000);
      expect(waits[0]).toBeLessThan(22_000);
      expect(waits[1]).toBeGreaterThan(19_000);
      const [dead] = await queue.jobs.list({ state: 'failed', symbol: 'FAILS' });
      expect(dead).toMatchObject({ id: job?.id, symbol: 'FAILS', attempts: 3, mostAttempts: 3 });
      expect(dead?.error).toContain('no answer from postgres://me:***@db/x');
      expect(dead?.failedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
      expect(await keptDays(job?.id)).toBe(90);
    });

    const keptDays = async (id: string | undefined): Promise<number> =>
      (
        await database.pool.query('SELECT deletion_seconds / 86400 AS days FROM pgboss.job WHERE id = $1', [
          id,
        ])
      ).rows[0].days;

    test('a dead letter is tried again with all attempts, or merged into a job that waits for the same', async () => {
      const [dead] = await queue.jobs.list({ state: 'failed', symbol: 'FAILS' });
      expect(await queue.jobs.retryFailed()).toEqual([{ id: dead?.id, was: 'failed', outcome: 'retried' }]);
      const worker = start(
        handleAll(async () => ({ rows: 7 })),
        2,
      );
      await reaches(dead?.id, 'done');
      expect(await jobOf(dead?.id)).toMatchObject({ result: { rows: 7 }, mostAttempts: 6 });

      const [failing] = await queue.enqueue([bars('MERGE', '2020-01-01', '2020-01-31')]);
      await reaches(failing?.id, 'done');
      await worker.stop();
      await database.pool.query(`UPDATE pgboss.job SET state = 'failed' WHERE id = $1`, [failing?.id]);
      const [waiting] = await queue.enqueue([bars('MERGE', '2020-03-01', '2020-03-31')]);
      expect(await queue.jobs.retry([failing?.id ?? ''])).toEqual([
        { id: failing?.id, was: 'failed', outcome: 'waiting' },
      ]);
      expect(
        (await queue.jobs.list({ symbol: 'MERGE' })).map(({ id, request }) => ({ id, request })),
      ).toEqual([{ id: waiting?.id, request: bars('MERGE', '2020-01-01', '2020-03-31') }]);
      await queue.jobs.cancel([waiting?.id ?? '']);
    });

    test('Retry-After is honoured, and what no retry mends is not tried again', async () => {
      const errors: Record<string, Error> = {
        SLOW: new SourceFailure('yahoo', 'throttled', '429', { retryAfterMs: 3_600_000 }),
        NONE: new SourceFailure('yahoo', 'unknown_symbol', '404'),
        WRONG: new StockulaError('NOT_FOUND', { expected: 'a', got: 'b', remedy: 'c' }),
      };
      const [slow, none, wrong] = await queue.enqueue(Object.keys(errors).map((symbol) => metadata(symbol)));
      const worker = start(
        handleAll((symbol) => Promise.reject(errors[symbol] ?? new Error('?'))),
        3,
      );
      await reaches(slow?.id, 'retrying');
      await reaches(none?.id, 'failed');
      await reaches(wrong?.id, 'failed');
      await worker.stop();
      const job = await jobOf(slow?.id);
      const waitMs = (job?.startsAfter.getTime() ?? 0) - (job?.failedAt?.getTime() ?? 0);
      expect(waitMs).toBeGreaterThan(3_590_000);
      expect(waitMs).toBeLessThan(3_700_000);
      expect((await jobOf(none?.id))?.attempts).toBe(1);
      expect((await jobOf(wrong?.id))?.error).toBe('Expected a. Got b. c');
    });

    test('progress is stored while a job runs, and a cancelled job is told to stop', async () => {
      const [job] = await queue.enqueue([bars('LONG')]);
      let context: JobContext | undefined;
      const worker = start(
        handleAll((_, given) => {
          context = given;
          given.progress({ done: 3, total: 10, text: 'years' });
          return new Promise(() => undefined);
        }),
        1,
      );
      await expect
        .poll(async () => (await jobOf(job?.id))?.progress, { timeout: 30_000 })
        .toEqual({ done: 3, total: 10, text: 'years' });
      expect(await queue.jobs.cancel([job?.id ?? ''])).toMatchObject([
        { was: 'running', outcome: 'cancelled' },
      ]);
      await expect.poll(() => context?.signal.aborted, { timeout: 30_000 }).toBe(true);
      expect(await worker.stop()).toMatchObject({ lost: 1, done: 0, givenBack: 0 });
      expect((await jobOf(job?.id))?.state).toBe('cancelled');
    });

    test('a worker that stops lets a job finish, and gives back at once what takes longer', async () => {
      const hasty = await another({ stop_grace_seconds: 2 });
      const [quick, endless] = await queue.enqueue([bars('QUICK'), bars('ENDLESS')]);
      const begun: string[] = [];
      let told = false;
      const worker = start(
        handleAll(async (symbol, { signal }) => {
          begun.push(symbol);
          signal.addEventListener('abort', () => (told = true));
          if (symbol === 'QUICK') return later(1_000);
          return new Promise(() => undefined);
        }),
        2,
        hasty,
      );
      await expect.poll(() => begun.length, { timeout: 30_000 }).toBe(2);
      expect(await worker.stop()).toMatchObject({ done: 1, givenBack: 1, lost: 0 });
      expect(told).toBe(true);
      expect((await jobOf(quick?.id))?.state).toBe('done');
      const taken = await queue.claims.take(10);
      expect(taken.map(({ id }) => id)).toEqual([endless?.id]);
      // It has as many attempts left as before.
      expect((await jobOf(endless?.id))?.mostAttempts).toBe(7);
      await queue.jobs.cancel([endless?.id ?? '']);
    });

    test('a job whose worker fell silent goes to another; what the silent one says later counts no more', async () => {
      const [job] = await queue.enqueue([bars('SILENT')]);
      const [old] = await queue.claims.take(1);
      if (!old) throw new Error('nothing taken');
      expect(await queue.claims.recover()).toBe(0);
      await database.pool.query(
        `UPDATE pgboss.job SET heartbeat_on = now() - interval '11 seconds' WHERE id = $1`,
        [old.id],
      );
      expect(await queue.claims.recover()).toBe(1);
      expect((await jobOf(job?.id))?.error).toBe('Its worker fell silent.');
      // At once, without the wait of a failure.
      const [again] = await queue.claims.take(1);
      expect(again).toMatchObject({ id: job?.id, retryCount: 1 });
      expect(await queue.claims.beat([old])).toEqual(new Set());
      expect(await queue.claims.complete(old, 'too late')).toBe(false);
      expect(await queue.claims.fail(old, { text: 'x', isFinal: true, leastDelayMs: 0 })).toBe(null);
      expect(await queue.claims.giveBack([old])).toBe(0);
      expect((await jobOf(job?.id))?.state).toBe('running');
      await queue.jobs.cancel([job?.id ?? '']);
    });
  });
}
