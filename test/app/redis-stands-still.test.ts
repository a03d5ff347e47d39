import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { skippedTitle } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { type DelayedServer, delayed } from '../support/servers/delayed.ts';
import { findRedis, type OwnRedis } from '../support/servers/redis.ts';
import { embeddedPlace, type Place } from './sequence-places.ts';
import { environment, Reader, until } from './sequence-processes.ts';

// A Redis that stands still while bars are written, and goes on with all that it had in memory: what was good before
// the write must be no answer after it, whoever wrote and whoever asks.

const found = await findRedis();
const limitMs = 120_000;
const days = ['2024-06-10', '2024-06-11', '2024-06-12', '2024-06-13', '2024-06-14'] as const;

describe.skipIf(found.missing !== null)(skippedTitle('a Redis that stands still', found.missing), () => {
  let place: Place;
  let redis: OwnRedis;
  let slow: DelayedServer;
  let reader: Reader | null = null;

  beforeAll(async () => {
    if (found.missing !== null) return;
    [place, redis] = await Promise.all([embeddedPlace(), found.value()]);
    slow = await delayed(redis.url);
  }, limitMs);
  afterEach(async () => {
    redis.thaw();
    slow.delayMs = 0;
    await reader?.stop();
    reader = null;
  }, limitMs);
  afterAll(async () => {
    await slow?.close();
    await redis?.kill();
    await place?.stop();
  }, limitMs);

  function configure(redisUrl: string | null = redis.url): string {
    const file = join(freshFolder('stands-still'), 'stockula.yaml');
    writeFileSync(file, JSON.stringify({ database: place.config, cache: { redis_url: redisUrl } }));
    return file;
  }

  /** Writes the daily bars up to a day, closing at 101, 102, 103 …, by a command that ends at once. */
  async function write(config: string, symbol: string, count: number): Promise<void> {
    const file = join(freshFolder('stands-still'), `${symbol}-1d.csv`);
    const bar = (day: string, index: number) => `${day}${`,${101 + index}`.repeat(4)},100`;
    writeFileSync(file, `Date,Open,High,Low,Close,Volume\n${days.slice(0, count).map(bar).join('\n')}\n`);
    const run = await runStockula(['etl', 'import', file], { ...environment(config), STOCKULA_OFFLINE: '1' });
    expect(run, run.stderr).toMatchObject({ status: 0 });
  }

  /** What a command that starts now answers: how many bars it knows. */
  async function ask(config: string, symbol: string): Promise<number> {
    const args = ['--ticker', symbol, '--mode', 'ta', '-o', 'json'];
    const run = await runStockula(args, { ...environment(config), STOCKULA_OFFLINE: '1' });
    expect(run, run.stderr).toMatchObject({ status: 0 });
    const { bars, close } = JSON.parse(run.stdout);
    expect(close).toBe(100 + bars);
    return bars;
  }

  const closesTo = (count: number) => days.slice(0, count).map((_, index) => 101 + index);

  /** Until a command's value comes from Redis again. */
  const hits = async (config: string): Promise<number> => {
    const { stdout } = await runStockula(['cache', 'stats', '-o', 'json'], environment(config));
    const { classes } = JSON.parse(stdout) as { classes: { class: string; hit: number }[] };
    return classes.reduce((sum, { hit }) => sum + hit, 0);
  };

  test('a command writes and ends meanwhile, and nobody else knows of it', { timeout: limitMs }, async () => {
    const config = configure();
    await write(config, 'CMD', 3);
    expect([await ask(config, 'CMD'), await ask(config, 'CMD')]).toEqual([3, 3]);
    redis.freeze();
    await write(config, 'CMD', 4);
    expect(await ask(config, 'CMD')).toBe(4);
    redis.thaw();
    expect([await ask(config, 'CMD'), await ask(config, 'CMD')]).toEqual([4, 4]);
    // The state before is good for nobody, and the one after is kept again.
    const before = await hits(config);
    await until('an answer from Redis', async () => {
      expect(await ask(config, 'CMD')).toBe(4);
      return (await hits(config)) > before ? true : null;
    });
  });

  test('a command writes that knows of no Redis', { timeout: limitMs }, async () => {
    const config = configure();
    await write(config, 'BARE', 3);
    expect(await ask(config, 'BARE')).toBe(3);
    await write(configure(null), 'BARE', 4);
    expect(await ask(config, 'BARE')).toBe(4);
  });

  test('a reader that lives long has the new value at once, and keeps it', { timeout: limitMs }, async () => {
    const config = configure();
    await write(config, 'LONG', 3);
    expect(await ask(config, 'LONG')).toBe(3);
    reader = await Reader.start(config);
    expect((await reader.ask('LONG')).closes).toEqual(closesTo(3));
    const asking = reader.askWithoutBreak('LONG');
    redis.freeze();
    await write(config, 'LONG', 4);
    expect((await reader.ask('LONG')).closes).toEqual(closesTo(4));
    redis.thaw();
    expect(await ask(config, 'LONG')).toBe(4);
    await write(config, 'LONG', 5);
    expect((await reader.ask('LONG')).closes).toEqual(closesTo(5));
    await asking.end();
    const seen = asking.answers.map(({ closes }) => closes?.length);
    expect(asking.answers.map(({ failure }) => failure).filter((failure) => failure !== null)).toEqual([]);
    expect(seen).toEqual(seen.toSorted());
  });

  test('a reader that began before the write and asks Redis for the first time after it', {
    timeout: limitMs,
  }, async () => {
    const config = configure();
    await write(config, 'LATE', 3);
    expect(await ask(config, 'LATE')).toBe(3);
    reader = await Reader.start(config);
    redis.freeze();
    await write(config, 'LATE', 4);
    redis.thaw();
    expect((await reader.ask('LATE')).closes).toEqual(closesTo(4));
  });

  test('answers that each come later than the time limit: slower, and right', {
    timeout: limitMs,
  }, async () => {
    const config = configure(slow.url);
    await write(config, 'SLOW', 3);
    expect([await ask(config, 'SLOW'), await ask(config, 'SLOW')]).toEqual([3, 3]);
    reader = await Reader.start(config);
    slow.delayMs = 400;
    expect((await reader.ask('SLOW')).closes).toEqual(closesTo(3));
    const asking = reader.askWithoutBreak('SLOW');
    await write(config, 'SLOW', 4);
    expect((await reader.ask('SLOW')).closes).toEqual(closesTo(4));
    expect(await ask(config, 'SLOW')).toBe(4);
    slow.delayMs = 0;
    expect(await ask(config, 'SLOW')).toBe(4);
    expect((await reader.ask('SLOW')).closes).toEqual(closesTo(4));
    await asking.end();
    const seen = asking.answers.map(({ closes }) => closes?.length);
    expect(seen).toEqual(seen.toSorted());
  });
});
