import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../../src/manager/pipeline/import-file.ts';
import { releaseSetAside } from '../../../src/manager/pipeline/release.ts';
import { retrySetAside } from '../../../src/manager/pipeline/retry-set-aside.ts';
import { listSetAside, type SetAsideRow } from '../../../src/manager/pipeline/set-aside.ts';
import { settleAggregates } from '../../../src/storage/timescale/aggregates-due.ts';
import { isRetentionOn, resumeRetention } from '../../../src/storage/timescale/policies.ts';
import { freshFolder } from '../../support/embedded.ts';
import { dateOf, dayOf } from '../../support/yahoo/market.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const control = { signal: new AbortController().signal };
const evening = '2026-03-11T22:00:00Z';

describe('bars that are set aside', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  beforeAll(async () => {
    const symbols = { ZZ: { fault: 'unknown' as const } };
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now: evening, symbols }), openTestDatabase()]);
    const sources = { attempts: 1, yahoo: { requests: 1000 } };
    pipeline = openTestPipeline(target.database, yahoo.address, { now: evening, sources });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  const imported = async (symbol: string, rows: readonly string[], written = '2026-03-10T00:00:00Z') => {
    const path = join(freshFolder('set-aside-bars'), `${symbol}-1d.csv`);
    writeFileSync(path, `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`);
    utimesSync(path, new Date(written), new Date(written));
    await importFile(pipeline, { path, options: {}, replace: false }, control);
  };
  const setAside = (symbol: string): Promise<SetAsideRow[]> =>
    listSetAside(target.database.pool, { symbols: [symbol], reason: null, limit: 99 });
  const ids = (rows: readonly SetAsideRow[]): string[] => rows.map(({ id }) => id);
  const release = (rows: readonly SetAsideRow[]) => releaseSetAside(pipeline, ids(rows), pipeline.now());
  const closes = async (symbol: string, day: string) => {
    const { rows } = await target.database.pool.query<{ close: number }>(
      'SELECT close FROM ts_price_history WHERE symbol = $1 AND ts = $2',
      [symbol, `${day}T00:00:00Z`],
    );
    return rows.map(({ close }) => close);
  };
  const twins = (symbol: string) =>
    imported(symbol, [
      '2026-02-10,10,11,9,10,100',
      '2026-02-11,10,11,9,10,100',
      '2026-02-11,10,12,9,11.5,100',
      '2026-02-12,10,11,9,10,100',
    ]);

  test('a retry that brings nothing leaves them, though a bar of that day is stored', async () => {
    await twins('ZZ');
    const [run] = await retrySetAside(pipeline, ids(await setAside('ZZ')), control);
    expect(run?.symbols).toMatchObject([{ outcome: 'failed' }]);
    expect(await setAside('ZZ')).toMatchObject([{ reason: 'twin_differs' }]);
  });

  test('one that brings a sound bar of that day takes them off the list', async () => {
    await twins('SOUND');
    await retrySetAside(pipeline, ids(await setAside('SOUND')), control);
    expect(await setAside('SOUND')).toEqual([]);
  });

  test('a released bar is stored, also in place of one that was fetched later', async () => {
    pipeline.setNow('2026-03-11T16:00:00Z');
    const before = ['2026-03-09,10,11,9,10,100', '2026-03-10,10,11,9,10,100'];
    // The later one first: a sound bar that comes after it takes the row off the list.
    await imported('REL', [...before, '2026-03-11,10,11,9,10.4,120'], '2026-03-11T15:30:00Z');
    await imported('REL', [...before, '2026-03-11,10,11,9,11.7,100'], '2026-03-11T15:00:00Z');
    const rows = await setAside('REL');
    expect(rows).toMatchObject([{ reason: 'outside_range' }]);
    // Sure of it: the range was wrong, not the close.
    await target.database.pool.query(
      `UPDATE quarantine SET original = (original::jsonb || '{"high": 12}')::json WHERE symbol = 'REL'`,
    );
    expect(await release(rows)).toMatchObject([{ symbol: 'REL', what: 'bar' }]);
    expect(await closes('REL', '2026-03-11')).toEqual([11.7]);
    expect(await setAside('REL')).toEqual([]);
    pipeline.setNow(evening);
  });

  test('what was noted about the bar that a released one replaces goes', async () => {
    const around = (...days: string[]) => days.map((day) => `2026-02-${day},10,11,9,10,100`);
    const twice = ['2026-02-11,10,11,9,10.5,100', '2026-02-11,10,300,9,10,100'];
    const before = around('02', '03', '04', '05', '06', '09', '10');
    await imported('NOTE', [...before, ...twice, ...around('12', '13', '16', '17', '18', '19', '20')]);
    const flags = async () => {
      const { rows } = await target.database.pool.query<{ rule: string }>(
        `SELECT rule FROM bar_flags WHERE symbol = 'NOTE' AND ts = '2026-02-11'`,
      );
      return rows.map(({ rule }) => rule);
    };
    const rows = await setAside('NOTE');
    expect(rows).toMatchObject([{ reason: 'twin_differs' }]);
    expect(await flags()).toEqual(['spike']);
    await release(rows);
    expect(await closes('NOTE', '2026-02-11')).toEqual([10.5]);
    expect(await flags()).toEqual([]);
  });

  test('of two that say the same bar only one can be released', async () => {
    await imported('DUO', [
      '2026-02-11,10,11,9,11.5,100',
      '2026-02-11,10,11,9,8.5,100',
      '2026-02-12,10,11,9,10,100',
    ]);
    const rows = await setAside('DUO');
    expect(rows).toHaveLength(2);
    await expect(release(rows)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('says the same bar or action as row'),
    });
    expect(await closes('DUO', '2026-02-11')).toEqual([]);
    expect(await setAside('DUO')).toHaveLength(2);
  });

  test('one that retention would drop pauses it', async () => {
    const { pool } = target.database;
    await imported('OLD', ['2015-02-11,10,11,9,11.7,100']);
    await resumeRetention(pool);
    expect(await isRetentionOn(pool)).toBe(true);
    await release(await setAside('OLD'));
    expect(await closes('OLD', '2015-02-11')).toEqual([11.7]);
    expect(await isRetentionOn(pool)).toBe(false);
    await resumeRetention(pool);
  });

  test('an old bar that is released enters the aggregates', async () => {
    const rows = yahoo.market.tradingDays('AGG', dayOf('2024-01-02'), dayOf('2024-02-28')).map((day) => {
      const { open, high, low, close, volume } = yahoo.market.traded('AGG', day);
      const factor = dateOf(day) === '2024-01-24' ? 3 : 1;
      return [dateOf(day), open, high * factor, low, close * factor, volume].join(',');
    });
    await imported('AGG', rows);
    await settleAggregates(target.database, () => undefined);
    const bad = await setAside('AGG');
    expect(bad).toMatchObject([{ reason: 'outlier' }]);
    const aggregated = async (): Promise<number> => {
      const { rowCount } = await target.database.pool.query(
        `SELECT FROM ts_price_daily WHERE symbol = 'AGG' AND bucket = '2024-01-24'`,
      );
      return rowCount ?? 0;
    };
    expect(await aggregated()).toBe(0);
    await release(bad);
    await settleAggregates(target.database, () => undefined);
    expect(await aggregated()).toBe(1);
  });
});
