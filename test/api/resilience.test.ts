import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skippedTitle } from '../storage/timescale/targets.ts';
import { type Answered, askAllTheTime } from '../support/answers-under-load.ts';
import { legacyFile } from '../support/served.ts';
import { type ServedProcess, startServed } from '../support/served-process.ts';
import { findServicePlace, type ServicePlace } from '../support/service-place.ts';

// What production stands on is killed and brought back while clients ask: each gets an answer, the right one or an
// honest one, and soon the right one again, without anybody doing anything.

const found = await findServicePlace(legacyFile);
const limitMs = 180_000;
/** Longer than a question waits in PgBouncer. */
const awayMs = 8_000;
const soonMs = 10_000;

describe.skipIf(found.missing !== null)(skippedTitle('answers under load', found.missing), () => {
  let place: ServicePlace;
  let plain: ServedProcess;
  let standIn: ServedProcess;

  beforeAll(async () => {
    if (found.missing !== null) return;
    place = await found.value({ api: { rate_limit_per_minute: 0 } });
    plain = await startServed(place.env);
    const fallback = { fallback_file: legacyFile, fallback_until: '2099-01-01T00:00:00Z' };
    standIn = await startServed(place.envWith({ storage: fallback }));
  }, limitMs);
  afterAll(async () => {
    await plain?.stop();
    await standIn?.stop();
    await place?.stop();
  }, limitMs);

  /** Answers before, while something is away, and after it came back. */
  async function duringOutage(server: ServedProcess, away: () => Promise<void>, back: () => Promise<void>) {
    const load = askAllTheTime(server.url, 10, pathOf);
    await pause(1_000);
    const from = Date.now();
    await away();
    await pause(awayMs);
    const until = Date.now();
    await back();
    const backAt = Date.now();
    await untilAllIsWell(load.answers, backAt);
    const wellAfterMs = Date.now() - backAt;
    await pause(1_000);
    await load.stop();
    const { answers } = load;
    return {
      answers,
      wellAfterMs,
      before: answers.filter(({ at }) => at < from),
      meanwhile: answers.filter(({ at }) => at > from + 500 && at < until),
      last: answers.slice(-20),
    };
  }

  test('Redis is killed and comes back: nobody notices', async () => {
    const kill = () => place.redis.kill();
    const { answers, meanwhile, wellAfterMs } = await duringOutage(plain, kill, () => place.redis.start());
    expect(wrong(answers, [200])).toEqual([]);
    expect(meanwhile.length).toBeGreaterThan(20);
    expect(wellAfterMs).toBeLessThan(soonMs);
  }, 60_000);

  test('PostgreSQL crashes and comes back: 503 with Retry-After, then answers again', async () => {
    const { crash, revive } = place.server;
    const { answers, before, meanwhile, wellAfterMs } = await duringOutage(plain, crash, revive);
    expect(wrong(before, [200])).toEqual([]);
    expect(wrong(answers, [200, 503])).toEqual([]);
    expect(meanwhile.filter(({ status }) => status === 503).length).toBeGreaterThan(5);
    expect(wellAfterMs).toBeLessThan(soonMs);
  }, 60_000);

  test('PostgreSQL crashes where a file stands in: answers are marked as stale meanwhile', async () => {
    const { crash, revive } = place.server;
    const { answers, before, meanwhile, last, wellAfterMs } = await duringOutage(standIn, crash, revive);
    expect(before.filter(({ stale }) => stale !== null)).toEqual([]);
    expect(wrong(answers, [200, 503])).toEqual([]);
    const bars = meanwhile.filter(({ path, status }) => path.includes('limit=') && status === 200);
    expect(bars.length).toBeGreaterThan(5);
    expect(bars.filter(({ stale }) => stale === null)).toEqual([]);
    expect(last.filter(({ stale }) => stale !== null)).toEqual([]);
    expect(wellAfterMs).toBeLessThan(soonMs);
  }, 60_000);

  test('PgBouncer is restarted', async () => {
    const restart = () => place.pooler.restart();
    const { answers, wellAfterMs } = await duringOutage(plain, restart, async () => undefined);
    expect(wrong(answers, [200, 503])).toEqual([]);
    expect(wellAfterMs).toBeLessThan(soonMs);
  }, 60_000);
});

/** Bars that are kept, bars that are not, and others that are looked up. */
function pathOf(count: number): string {
  if (count % 3 === 0) return '/api/v1/bars/AAPL?limit=100';
  if (count % 3 === 1)
    return `/api/v1/bars/SPY?limit=50&from=${new Date(1e12 + count * 1_000).toISOString()}`;
  return '/api/v1/bars/IBM/intervals';
}

/** Until the answers of a second were all right. */
async function untilAllIsWell(answers: readonly Answered[], backAt: number): Promise<void> {
  const isWell = (): boolean => {
    const lately = answers.filter(({ at }) => at > Math.max(backAt, Date.now() - 1_000));
    return lately.length >= 20 && lately.every(({ status, stale }) => status === 200 && stale === null);
  };
  while (!isWell() && Date.now() - backAt < 2 * soonMs) await pause(50);
}

/** Answers that are none of these, and such as do not say when to ask again. */
function wrong(answers: readonly Answered[], statuses: readonly number[]): readonly Answered[] {
  return answers.filter(
    ({ status, retryAfter }) => !statuses.includes(status) || (status === 503 && retryAfter === null),
  );
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
