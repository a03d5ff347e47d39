import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { udfConfig, udfMarks, udfQuotes, udfSearch, udfTimescaleMarks } from '../../src/contract/udf.ts';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';

interface History {
  readonly s: string;
  readonly t: number[];
  readonly c: number[];
  readonly nextTime?: number;
}

const at = (date: string): number => Date.parse(date) / 1_000;

describe.skipIf(!hasRealData)('the data feed of charting libraries', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  const history = (query: string) => server.json<History>(`/udf/history?${query}`);

  it('says what it can do, and what time it is', async () => {
    const config = await server.json<z.output<typeof udfConfig>>('/udf/config');
    expect(config).toMatchObject({
      supports_search: true,
      supports_group_request: false,
      supports_time: true,
    });
    expect(config.supported_resolutions).toEqual('1 2 5 15 30 60 90 1D 1W 1M 3M 12M'.split(' '));
    const time = await (await server.ask('/udf/time')).text();
    expect(Math.abs(Number(time) - Date.now() / 1_000)).toBeLessThan(60);
  });

  it('finds and describes symbols', async () => {
    const found = await server.json<z.output<typeof udfSearch>>(
      '/udf/search?query=apple&type=&exchange=&limit=30',
    );
    expect(found).toEqual([
      expect.objectContaining({ symbol: 'AAPL', description: 'Apple Inc.', exchange: 'NMS', type: 'stock' }),
    ]);
    expect(await server.json('/udf/search?query=apple&type=index&exchange=&limit=30')).toEqual([]);
    expect(await server.json('/udf/symbols?symbol=NMS:AAPL')).toMatchObject({
      ticker: 'AAPL',
      session: '0930-1600',
      timezone: 'America/New_York',
      minmov: 1,
      pricescale: 100,
      has_intraday: false,
      has_daily: true,
      has_weekly_and_monthly: true,
      supported_resolutions: ['1D', '1W', '1M', '3M', '12M'],
      currency_code: 'USD',
    });
    for (const unknown of ['NOPE', '^IRX', 'BRK-B', 'EURUSD=X', 'not one', "'; --"]) {
      expect(await server.json(`/udf/symbols?symbol=${encodeURIComponent(unknown)}`)).toEqual({
        s: 'error',
        errmsg: 'unknown_symbol',
      });
    }
    expect((await server.ask('/udf/symbols')).status).toBe(400);
  });

  it('gives the bars from a time, before another, the oldest first', async () => {
    const bars = await history(`symbol=AAPL&resolution=D&from=${at('2020-08-03')}&to=${at('2020-08-10')}`);
    expect(bars.s).toBe('ok');
    expect(bars.t).toEqual(['03', '04', '05', '06', '07'].map((day) => at(`2020-08-${day}`)));
    const { columns } = await server.json<{ columns: { close: number[] } }>(
      '/api/v1/bars/AAPL?from=2020-08-03&to=2020-08-07&adjust=split',
    );
    expect(bars.c).toEqual(columns.close);
    const weeks = await history(`symbol=AAPL&resolution=1W&from=${at('2020-08-01')}&to=${at('2020-09-01')}`);
    expect(weeks.t.map((time) => new Date(time * 1_000).getUTCDay())).toEqual([1, 1, 1, 1, 1]);
  });

  it('gives so many bars before a time, whatever the beginning', async () => {
    const bars = await history(
      `symbol=AAPL&resolution=1D&from=${at('2020-08-09')}&to=${at('2020-08-10')}&countback=300`,
    );
    expect(bars.t).toHaveLength(300);
    expect(bars.t.at(-1)).toBe(at('2020-08-07'));
  });

  it('tells where the next bars are, that there are none, and what is wrong', async () => {
    const weekend = `from=${at('2020-08-08')}&to=${at('2020-08-10')}`;
    expect(await history(`symbol=AAPL&resolution=1D&${weekend}`)).toEqual({
      s: 'no_data',
      nextTime: at('2020-08-07'),
    });
    expect(await history('symbol=AAPL&resolution=1D&from=0&to=86400')).toEqual({ s: 'no_data' });
    expect(await history('symbol=NOPE&resolution=1D&from=0&to=86400')).toMatchObject({ s: 'error' });
    expect(await history('symbol=AAPL&resolution=5&from=0&to=86400')).toMatchObject({ s: 'error' });
    for (const wrong of [
      'resolution=7',
      'resolution=1D&to=x',
      'resolution=1D&to=1&countback=0',
      'resolution=1D',
    ]) {
      expect((await server.ask(`/udf/history?symbol=AAPL&${wrong}`)).status, wrong).toBe(400);
    }
  });

  it('marks dividends and splits', async () => {
    const range = `symbol=AAPL&from=${at('2020-08-01')}&to=${at('2020-12-01')}&resolution=1D`;
    const marks = await server.json<z.output<typeof udfTimescaleMarks>>(`/udf/timescale_marks?${range}`);
    expect(marks.map(({ label, time, tooltip }) => [label, time, tooltip])).toEqual([
      ['D', at('2020-08-07'), ['Dividend 0.82 USD']],
      ['S', at('2020-08-31'), ['Split 4:1']],
      ['D', at('2020-11-06'), ['Dividend 0.205 USD']],
    ]);
    const onBars = await server.json<z.output<typeof udfMarks>>(`/udf/marks?${range}`);
    expect(onBars.id).toEqual(marks.map(({ id }) => id));
    expect(await server.json(`/udf/timescale_marks?symbol=NOPE&from=0&to=1`)).toEqual([]);
  });

  it('quotes a list in the order asked', async () => {
    const { d } = await server.json<z.output<typeof udfQuotes>>('/udf/quotes?symbols=NYQ:IBM,NOPE,AAPL');
    expect(d.map(({ s, n }) => [s, n])).toEqual([
      ['ok', 'NYQ:IBM'],
      ['error', 'NOPE'],
      ['ok', 'AAPL'],
    ]);
    const [ibm] = d;
    const v = ibm?.v as { lp: number; prev_close_price: number; ch: number; chp: number };
    expect(v.lp - v.prev_close_price).toBeCloseTo(v.ch, 12);
    expect((100 * v.ch) / v.prev_close_price).toBeCloseTo(v.chp, 9);
  });
});

it('an empty database answers libraries too', async () => {
  const server = await serveEmpty();
  try {
    expect(await server.json('/udf/search?query=&type=&exchange=&limit=30')).toEqual([]);
    expect(await server.json('/udf/symbols?symbol=AAPL')).toMatchObject({ s: 'error' });
    expect(await server.json('/udf/history?symbol=AAPL&resolution=1D&to=1')).toMatchObject({ s: 'error' });
    expect((await server.ask('/v8/finance/chart/AAPL')).status).toBe(404);
  } finally {
    await server.close();
  }
});
