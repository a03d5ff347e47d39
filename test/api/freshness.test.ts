import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';

interface Freshness {
  lines: {
    exchange: string;
    interval: string;
    instruments: number;
    upToDate: number;
    oldest: string;
    newest: string;
  }[];
}

describe.skipIf(!hasRealData)('freshness of the real data', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  it('says how far the bars of each exchange reach', async () => {
    const { lines } = await server.json<Freshness>('/api/v1/freshness');
    const daily = lines.find(({ exchange, interval }) => exchange === 'XNYS' && interval === '1d');
    // What each symbol has last is asked of the bars themselves.
    const ends = await Promise.all(
      ['AAPL', 'SPY', 'IBM', 'BAC', 'GOOG', 'QQQ'].map(async (symbol) => {
        const path = `/api/v1/bars/${symbol}?interval=1d&order=desc&limit=1`;
        const { columns } = await server.json<{ columns: { time: number[] } }>(path);
        return new Date(columns.time[0] ?? Number.NaN).toISOString().slice(0, 10);
      }),
    );
    ends.sort();
    expect(daily).toMatchObject({
      instruments: ends.length,
      upToDate: 0,
      oldest: ends[0],
      newest: ends.at(-1),
    });
  });
});

it('of an empty database has no lines', async () => {
  const server = await serveEmpty();
  try {
    expect(await server.json('/api/v1/freshness')).toMatchObject({ lines: [], stale: null });
  } finally {
    await server.close();
  }
});
