import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchRates } from '../../../src/manager/pipeline/fetch-others.ts';
import { type Loopback, serve } from '../../support/loopback.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const { signal } = new AbortController();

describe('interest rates', () => {
  let server: Loopback;
  let target: TestDatabase;
  let pipeline: TestPipeline;
  let asked: number[] = [];
  let broken: number | null = null;

  beforeAll(async () => {
    server = await serve((request, response) => {
      const year = Number(/\/(\d{4})\/all/.exec(request.url ?? '')?.[1]);
      asked.push(year);
      const oneMonth = year < 2001 ? '' : '1.5';
      if (year === broken) response.writeHead(500).end('maintenance');
      else
        response.end(
          `Date,"1 Mo","3 Mo","30 Yr"\n12/30/${year},${oneMonth},2.5,\n01/02/${year},${oneMonth},2,4\n`,
        );
    });
    target = await openTestDatabase();
    // As by default: ten requests a minute and three minutes for a question, but a thousand times as fast.
    pipeline = openTestPipeline(target.database, 'http://127.0.0.1:9', {
      now: '2026-03-11T22:00:00Z',
      sources: {
        attempts: 1,
        question_seconds: 0.9,
        treasury: { base_url: server.address, requests: 10, window_seconds: 0.3, concurrency: 1 },
      },
    });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await target.stop();
  });

  const stored = async () => {
    const { rows } = await target.database.pool.query(
      'SELECT series, count(*)::int AS days FROM interest_rates GROUP BY series ORDER BY series',
    );
    return rows;
  };

  test('what came before a failure is stored, and not asked for again', async () => {
    broken = 2010;
    await expect(fetchRates(pipeline, signal)).rejects.toMatchObject({ code: 'NO_SOURCE_ANSWERED' });
    expect(await stored()).toEqual([
      { series: 'DGS1MO', days: 18 },
      { series: 'DGS30', days: 20 },
      { series: 'DGS3MO', days: 40 },
    ]);
    broken = null;
    asked = [];
    await fetchRates(pipeline, signal);
    expect(asked[0]).toBe(2009);
  });

  test('all series come with one request for each year, and all years within the default budget', async () => {
    await target.database.pool.query('DELETE FROM interest_rates');
    asked = [];
    // The last day of the running year is yet to come.
    expect(await fetchRates(pipeline, signal)).toBe(37 * 2 - 1 + 37 + 26 * 2 - 1);
    expect(asked).toEqual(Array.from({ length: 37 }, (_, index) => 1990 + index));
  });
});
