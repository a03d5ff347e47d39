import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp } from '../../src/app/app.ts';
import { fetchBars } from '../../src/manager/pipeline/fetch-bars.ts';
import { tellSymbolsChanged } from '../../src/storage/timescale/rows-changed.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from '../manager/pipeline/support.ts';
import { skippedTitle } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { findRedis, type OwnRedis } from '../support/servers/redis.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

const control = { signal: new AbortController().signal };
const found = await findRedis();

// A writer that tells nobody: it was killed after its commit, or it is a program that knows of no Redis.
describe.skipIf(found.missing !== null)(
  skippedTitle('changes in Redis', found.missing),
  () => {
    let redis: OwnRedis;
    let yahoo: YahooStandIn;
    let target: TestDatabase;
    let pipeline: TestPipeline;
    let configFile: string;

    const dayOne = '2026-03-10T22:00:00Z';
    beforeAll(async () => {
      if (found.missing !== null) return;
      [redis, yahoo, target] = await Promise.all([
        found.value(),
        YahooStandIn.start({ now: dayOne }),
        openTestDatabase(),
      ]);
      pipeline = openTestPipeline(target.database, yahoo.address, { now: dayOne });
      configFile = join(freshFolder('changes'), 'stockula.json');
      const database = { data_dir: target.dataDirectory };
      writeFileSync(configFile, JSON.stringify({ database, cache: { redis_url: redis.url } }));
    }, 120_000);
    afterAll(async () => {
      await yahoo?.close();
      await target?.stop();
      await redis?.kill();
    });

    const bars = (to: string) => dailyBars(['KKK'], '2026-02-02', to);
    const stored = async (): Promise<number> => {
      const { rows } = await target.database.pool.query<{ bars: number }>(
        `SELECT count(*)::int AS bars FROM ts_price_history WHERE symbol = 'KKK'`,
      );
      return rows[0]?.bars ?? 0;
    };

    /** As a command does: it opens everything, answers, and ends. */
    async function answered(): Promise<{ last: number | undefined; bars: number; hits: number }> {
      const app = await openApp({ configFile });
      const { recentCloses } = await app.manager.technicalAnalysis('KKK', '1d', {}, {});
      const { hit } = app.cache.counts.price;
      await app.close();
      return { last: recentCloses.at(-1), bars: recentCloses.length, hits: hit };
    }

    test('of a job that was killed after its commit a new command knows', async () => {
      await fetchBars(pipeline, bars('2026-03-10'), control);
      const before = await answered();
      expect(await answered()).toMatchObject({ bars: before.bars, hits: 1 });
      pipeline.setNow('2026-03-11T22:00:00Z');
      yahoo.change({ now: '2026-03-11T22:00:00Z' });
      const killed = { ...pipeline, onChanged: () => new Promise<never>(() => undefined) };
      void fetchBars(killed, bars('2026-03-11'), control);
      while ((await stored()) === before.bars) await delay(50);
      // The job is done again by another worker, which finds nothing to do.
      const again = await fetchBars(pipeline, bars('2026-03-11'), control);
      expect(again.symbols).toMatchObject([{ outcome: 'skipped' }]);
      expect(await answered()).toMatchObject({ bars: before.bars + 1, hits: 0 });
      expect(await answered()).toMatchObject({ bars: before.bars + 1, hits: 1 });
    });

    const follow = (close: number): Promise<void> =>
      inTransaction(target.database.pool, async (client) => {
        await client.query(
          `UPDATE ts_price_history SET open = $1, high = $1, low = $1, close = $1 WHERE symbol = 'KKK'
           AND ts = (SELECT max(ts) FROM ts_price_history WHERE symbol = 'KKK')`,
          [close],
        );
        await tellSymbolsChanged(client, 'ts_price_history', ['KKK']);
      });

    test('of what a migration writes while nobody listens too', async () => {
      await answered();
      await follow(77);
      expect((await answered()).last).toBe(77);
    });

    test('while Redis is away nothing is passed on, and after that it is', async () => {
      await answered();
      redis.freeze();
      await follow(78);
      expect((await answered()).last).toBe(78);
      redis.thaw();
      expect((await answered()).last).toBe(78);
    });
  },
  120_000,
);
