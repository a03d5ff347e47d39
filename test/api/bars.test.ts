import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bars } from '../../src/contract/bars.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

const legacyFile = join(import.meta.dirname, '../../../shared/data/legacy/stockula.db');

describe.skipIf(!hasRealData)('bars of a symbol', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  const barsOf = (path: string): Promise<Bars> => server.json<Bars>(`/api/v1/bars/${path}`);

  it('are those that were migrated, to the digit', async () => {
    const { columns, ...rest } = await barsOf('ibm?from=2004-01-01&to=2004-12-31');
    const file = new DatabaseSync(legacyFile, { readOnly: true });
    const rows = file
      .prepare(
        `SELECT open_price, high_price, low_price, close_price, volume FROM price_history
         WHERE symbol = 'IBM' AND interval = '1d' AND date >= '2004-01-01' AND date < '2005-01-01' ORDER BY date`,
      )
      .all();
    file.close();
    expect(rows).toHaveLength(252);
    expect(columns.open).toEqual(rows.map((row) => row['open_price']));
    expect(columns.high).toEqual(rows.map((row) => row['high_price']));
    expect(columns.low).toEqual(rows.map((row) => row['low_price']));
    expect(columns.close).toEqual(rows.map((row) => row['close_price']));
    expect(columns.volume).toEqual(rows.map((row) => row['volume']));
    expect(columns.time[0]).toBe(Date.UTC(2004, 0, 2));
    expect(rest).toEqual({
      symbol: 'IBM',
      interval: '1d',
      adjust: null,
      bases: ['total'],
      resampledFrom: null,
      currency: 'USD',
      next: null,
      stale: null,
    });
  });

  it.each(['asc', 'desc'] as const)('come page by page, %s, each once', async (order) => {
    const whole = await barsOf(`AAPL?limit=10000&order=${order}`);
    const times: number[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      expect(pages).toBeLessThan(10);
      const page: Bars = await barsOf(`AAPL?limit=1000&order=${order}${cursor && `&cursor=${cursor}`}`);
      times.push(...page.columns.time);
      cursor = page.next;
    }
    expect(whole.next).toBeNull();
    expect(times).toHaveLength(5849);
    expect(times).toEqual(whole.columns.time);
    expect(times).toEqual(times.toSorted((one, other) => (order === 'asc' ? one - other : other - one)));
  });

  it.each([
    ['AAPL?interval=7d', 400, 'USAGE', 'interval'],
    ['AAPL?from=2020-02-30', 400, 'USAGE', 'from'],
    ['AAPL?from=2020-02-01&to=2020-01-01', 400, 'USAGE', 'from'],
    ['AAPL?limit=0', 400, 'USAGE', 'limit'],
    ['AAPL?limit=10001', 400, 'USAGE', 'limit'],
    ['AAPL?cursor=x', 400, 'USAGE', 'cursor'],
    ['AAPL?adjust=none', 400, 'USAGE', 'adjust'],
    ['AAPL?since=2020-01-01', 400, 'USAGE', 'since'],
    ['%22;--', 400, 'USAGE', 'symbol'],
    ['AAPLE', 404, 'NOT_FOUND', 'AAPLE'],
    ['AAPL/intervals?x=1', 400, 'USAGE', 'x'],
    ['NOPE/intervals', 404, 'NOT_FOUND', 'NOPE'],
    ['AAPL?interval=5m', 404, 'NO_DATA', 'only bars of 1d'],
    ['AAPL?from=2022-01-01', 404, 'NO_DATA', 'none in that range'],
  ])('%s is a problem that says why', async (path, status, code, why) => {
    const response = await server.ask(`/api/v1/bars/${path}`);
    expect(response.status).toBe(status);
    const body = (await response.json()) as { code: string; got: string };
    expect(body.code).toBe(code);
    expect(body.got).toContain(why);
  });

  it('can be asked for in intervals, of which the stored ones are marked', async () => {
    const { intervals } = await server.json<{ intervals: unknown[] }>('/api/v1/bars/SPY/intervals');
    expect(intervals).toEqual([
      {
        interval: '1d',
        stored: true,
        first: '1998-01-02T00:00:00.000Z',
        last: '2021-03-31T00:00:00.000Z',
        bars: 5849,
      },
      {
        interval: '1wk',
        stored: false,
        first: '1997-12-29T00:00:00.000Z',
        last: '2021-03-29T00:00:00.000Z',
        bars: null,
      },
      {
        interval: '1mo',
        stored: false,
        first: '1998-01-01T00:00:00.000Z',
        last: '2021-03-01T00:00:00.000Z',
        bars: null,
      },
      {
        interval: '3mo',
        stored: false,
        first: '1998-01-01T00:00:00.000Z',
        last: '2021-01-01T00:00:00.000Z',
        bars: null,
      },
      {
        interval: '1y',
        stored: false,
        first: '1998-01-01T00:00:00.000Z',
        last: '2021-01-01T00:00:00.000Z',
        bars: null,
      },
    ]);
  });
});
