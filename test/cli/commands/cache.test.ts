import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { type Run, runStockula } from '../../support/run-stockula.ts';
import { findRedis, type OwnRedis } from '../../support/servers/redis.ts';

const found = await findRedis();

describe.skipIf(found.missing !== null)('stockula cache', { timeout: 120_000 }, () => {
  let redis: OwnRedis;
  const folder = freshFolder('cache-command');
  const run = (...args: string[]): Promise<Run> =>
    runStockula(args, { STOCKULA_DATA_DIR: `${folder}/data`, REDIS_URL: redis.url });
  beforeAll(async () => {
    if (found.missing !== null) return;
    redis = await found.value();
    writeSyntheticLegacy(`${folder}/legacy.db`, { symbols: 1, years: 1 });
    expect((await run('migrate', 'run', '--from', `${folder}/legacy.db`)).status).toBe(0);
  }, 120_000);
  afterAll(async () => {
    await run('db', 'stop');
    await redis.kill();
  });

  test('two commands share answers, and the counts say so', async () => {
    const { stdout } = await run('sql', 'SELECT symbol FROM stocks', '-o', 'csv');
    const symbol = stdout.split('\n')[1] ?? '';
    await run('cache', 'clear');
    const first = await run('--ticker', symbol, '--mode', 'ta', '-o', 'json');
    const second = await run('--ticker', symbol, '--mode', 'ta', '-o', 'json');
    expect(second.stdout).toBe(first.stdout);
    const stats = JSON.parse((await run('cache', 'stats', '-o', 'json')).stdout);
    expect(stats.classes[0]).toMatchObject({
      class: 'price',
      hit: 1,
      miss: 1,
      hit_rate: 0.5,
      ttl_seconds: 3600,
    });
    expect(stats.values).toBe(2);
    expect((await run('cache', 'stats')).stdout).toMatch(/price +3,600 s +1 +1 +0 +0 +50\.0/);
    expect(JSON.parse((await run('cache', 'clear', '-o', 'json')).stdout)).toEqual({ removed: 2 });
  });

  test('says what to do where Redis does not answer, while analyses go on', async () => {
    await redis.kill();
    const stats = await run('cache', 'stats');
    expect(stats.status).toBe(10);
    expect(stats.stderr).toContain('Check that it runs and that REDIS_URL');
    const { stdout } = await run('sql', 'SELECT symbol FROM stocks', '-o', 'csv');
    expect((await run('--ticker', stdout.split('\n')[1] ?? '', '--mode', 'ta')).status).toBe(0);
    await redis.start();
  });

  test('says that nothing is shared where no Redis is named', async () => {
    const alone = await runStockula(['cache', 'stats'], { STOCKULA_DATA_DIR: `${folder}/data` });
    expect(alone).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing is shared') });
  });
});
