import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import { askRedis } from '../../src/infra/checks/ask-redis.ts';
import { JobQueue } from '../../src/jobs/job-queue.ts';
import { openDatabase } from '../../src/storage/timescale/database.ts';
import { skippedTitle } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { findRedis, type OwnRedis } from '../support/servers/redis.ts';
import { dayOf } from '../support/yahoo/market.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';
import { embeddedPlace, foundServer, type Place, serverPlace } from './sequence-places.ts';
import { counter, environment, Reader, until, Worker } from './sequence-processes.ts';
import type { ReaderAnswer } from './sequence-reader.ts';

// From a source to an answer, across the processes that do it: Yahoo's stand-in, a worker, a reader that lives long,
// single commands, the database, and Redis or none.

/** Sessions in New York, of which the last two are yet to come at the beginning. */
const sessions = ['2024-06-10', '2024-06-11', '2024-06-12', '2024-06-13', '2024-06-14'] as const;
const [first, , third, fourth, fifth] = sessions;
const limitMs = 600_000;

const foundRedis = await findRedis();

describe.each([
  { name: 'embedded', missing: null, start: embeddedPlace },
  { name: 'community', missing: foundServer.missing, start: serverPlace },
])('from source to answer: $name', ({ name, missing, start }) => {
  describe.skipIf(missing !== null)(skippedTitle(name, missing), () => {
    let place: Place;
    let standIn: YahooStandIn;
    let reader: Reader | null = null;
    let worker: Worker | null = null;

    beforeAll(async () => {
      place = await start();
      standIn = await YahooStandIn.start();
    }, limitMs);

    afterEach(async () => {
      await reader?.stop();
      await worker?.stop();
      [reader, worker] = [null, null];
    }, limitMs);

    afterAll(async () => {
      await standIn.close();
      await place.stop();
    }, limitMs);

    function configure(redisUrl: string | null): string {
      const file = join(freshFolder('sequence'), 'stockula.yaml');
      const config = {
        database: place.config,
        cache: { redis_url: redisUrl },
        jobs: { poll_seconds: 0.5 },
        sources: { order: ['yahoo'], yahoo: { base_url: standIn.address } },
      };
      writeFileSync(file, JSON.stringify(config));
      return file;
    }

    /** It is two hours after the close of a session. */
    const passTo = (session: string): void => standIn.change({ now: `${session}T22:00:00Z` });

    /** What was traded up to a session. */
    const closesTo = (symbol: string, session: string): number[] =>
      sessions.filter((day) => day <= session).map((day) => standIn.market.traded(symbol, dayOf(day)).close);

    async function enqueue(configFile: string, symbol: string, to: string): Promise<void> {
      const { config } = await loadConfig({ flags: { config: configFile }, env: {}, cwd: '/' });
      const database = await openDatabase(place.target);
      const queue = await JobQueue.open(database, config.jobs);
      const data = {
        symbol: symbol as TickerSymbol,
        interval: '1d' as const,
        from: dayOf(first) as EpochMs,
        to: dayOf(to) as EpochMs,
      };
      try {
        const [queued] = await queue.enqueue([{ kind: 'fetch-bars', data }]);
        expect(queued?.outcome).toBe('queued');
      } finally {
        await queue.close();
        await database.close();
      }
    }

    /** How many bars a single command knows of, and the last close. */
    async function lastOfCommand(configFile: string, symbol: string): Promise<number[]> {
      // By the clock of this machine years are missing: this command is not to have them fetched.
      const run = await runStockula(['--ticker', symbol, '--mode', 'ta', '-o', 'json'], {
        ...environment(configFile),
        STOCKULA_OFFLINE: 'true',
      });
      expect(run, run.stderr).toMatchObject({ status: 0 });
      const { bars, close } = JSON.parse(run.stdout);
      return [bars, close];
    }

    /** The next session passes, its bar is fetched by the worker, and everybody answers with it. */
    async function followSession(configFile: string, symbol: string, session: string): Promise<void> {
      if (!worker || !reader) throw new Error('no worker or no reader');
      const [by, asking] = [worker, reader];
      const before = await by.metrics();
      const jobs = (text: string, outcome: string) =>
        counter(text, 'stockula_jobs_total', { kind: 'fetch-bars', outcome });
      passTo(session);
      await enqueue(configFile, symbol, session);
      const after = await until(`the job that fetches ${session}`, async () => {
        const text = await by.metrics();
        expect(jobs(text, 'failed') + jobs(text, 'retry')).toBe(0);
        return jobs(text, 'done') > jobs(before, 'done') ? text : null;
      });
      const expected = closesTo(symbol, session);
      // Single commands have no memory of their own: with Redis, what they get is what Redis has.
      expect(await lastOfCommand(configFile, symbol)).toEqual([expected.length, expected.at(-1)]);
      await until(`the bar of ${session} in the reader`, async () => {
        const { closes } = await asking.ask(symbol);
        return closes?.length === expected.length ? closes : null;
      });
      const moved = (metric: string, labels: Record<string, string>) =>
        counter(after, metric, labels) - counter(before, metric, labels);
      expect(jobs(after, 'done') - jobs(before, 'done')).toBe(1);
      const requests = 'stockula_source_requests_total';
      expect(moved(requests, { source: 'yahoo', outcome: '200' })).toBeGreaterThan(0);
      expect(moved(requests, { source: 'yahoo' })).toBe(standIn.arrivals.count);
      expect(moved('stockula_etl_rows_total', { source: 'yahoo', outcome: 'written' })).toBe(1);
    }

    const price = (text: string, outcome: string): number =>
      counter(text, 'stockula_cache_questions_total', { class: 'price', outcome });

    interface Course {
      readonly symbol: string;
      readonly redis: OwnRedis | null;
      /** Between the first answers and the first write. */
      readonly beforeWrite: () => Promise<void>;
      /** Between the first write and the second. */
      readonly betweenWrites: () => Promise<void>;
    }

    async function runSequence({ symbol, redis, beforeWrite, betweenWrites }: Course): Promise<void> {
      const configFile = configure(redis?.url ?? null);
      passTo(third);
      const fetched = await runStockula(
        ['etl', 'fetch', symbol, '--from', first, '--to', third],
        environment(configFile),
      );
      expect(fetched, fetched.stderr).toMatchObject({ status: 0 });
      reader = await Reader.start(configFile);
      worker = await Worker.start(configFile);

      const before = closesTo(symbol, third);
      const miss = await reader.ask(symbol);
      expect(miss).toMatchObject({ closes: before, failure: null, priceTtlSeconds: 3600 });
      expect([price(miss.metrics, 'miss'), price(miss.metrics, 'hit')]).toEqual([1, 0]);
      const hit = await reader.ask(symbol);
      expect(hit).toMatchObject({ closes: before, failure: null });
      expect([price(hit.metrics, 'miss'), price(hit.metrics, 'hit')]).toEqual([1, 1]);
      if (redis) await expectAnHourInRedis(redis, configFile, symbol);
      // What this command leaves in Redis must not be the answer of those after the write.
      expect(await lastOfCommand(configFile, symbol)).toEqual([before.length, before.at(-1)]);

      const asking = reader.askWithoutBreak(symbol);
      try {
        await beforeWrite();
        await followSession(configFile, symbol, fourth);
        await betweenWrites();
        await followSession(configFile, symbol, fifth);
        if (redis) await expectAnHourInRedis(redis, configFile, symbol);
      } finally {
        await asking.end();
      }
      const last = await reader.ask(symbol);
      expectNoneWrong([...asking.answers, last], symbol);
      // Two writes, so two loads at least; all other questions were answered from the cache, none with old values.
      expect(price(last.metrics, 'hit')).toBeGreaterThan(price(last.metrics, 'miss'));
      expect(price(last.metrics, 'stale')).toBe(0);
      const { status, stdout } = await worker.stop();
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ done: 2, retry: 0, failed: 0, lost: 0 });
    }

    /** Where Redis took too long for the reader once, another process's question has put the value there. */
    async function expectAnHourInRedis(redis: OwnRedis, configFile: string, symbol: string): Promise<void> {
      const left = await until(`the bars of ${symbol} in Redis`, async () => {
        const ms = await askRedis(redis.url, async (client) => {
          const [key] = await client.keys(`stockula:*:value:${symbol}_price_1d*`);
          return key === undefined ? -2 : client.pttl(key);
        });
        if (ms > 0) return ms;
        await lastOfCommand(configFile, symbol);
        return null;
      });
      expect(left).toBeGreaterThan(3_600_000 - limitMs);
      expect(left).toBeLessThanOrEqual(3_600_000);
    }

    /** Every answer is what was traded up to one of three sessions, and none goes back. */
    function expectNoneWrong(answers: readonly ReaderAnswer[], symbol: string): void {
      expect(answers.map(({ failure }) => failure).filter((failure) => failure !== null)).toEqual([]);
      const right = [third, fourth, fifth].map((session) => JSON.stringify(closesTo(symbol, session)));
      const seen = answers.map(({ closes }) => right.indexOf(JSON.stringify(closes)));
      expect(seen).toEqual(seen.toSorted());
      expect(new Set(seen)).toEqual(new Set([0, 1, 2]));
    }

    const nothing = () => Promise.resolve();

    test('without Redis: the notice of the write is all there is', { timeout: limitMs }, () =>
      runSequence({ symbol: 'ALONE', redis: null, beforeWrite: nothing, betweenWrites: nothing }),
    );

    async function withRedis(run: (redis: OwnRedis) => Promise<void>): Promise<void> {
      if (foundRedis.missing !== null) throw new Error(foundRedis.missing);
      const redis = await foundRedis.value();
      try {
        await run(redis);
      } finally {
        await redis.kill();
      }
    }

    describe.skipIf(foundRedis.missing !== null)(skippedTitle('with Redis', foundRedis.missing), () => {
      test('that is there', { timeout: limitMs }, () =>
        withRedis((redis) =>
          runSequence({ symbol: 'SHARED', redis, beforeWrite: nothing, betweenWrites: nothing }),
        ),
      );

      test('that is killed before the write, and comes back after it', { timeout: limitMs }, () =>
        withRedis((redis) =>
          runSequence({
            symbol: 'KILLED',
            redis,
            beforeWrite: () => redis.kill(),
            betweenWrites: () => redis.start(),
          }),
        ),
      );

      test('that stands still during the write, and goes on with its memory', { timeout: limitMs }, () =>
        withRedis((redis) =>
          runSequence({
            symbol: 'FROZEN',
            redis,
            beforeWrite: async () => redis.freeze(),
            betweenWrites: async () => redis.thaw(),
          }),
        ),
      );
    });
  });
});
