import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { instrument, instruments, movers, quotes } from '../../src/contract/instruments.ts';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';

type Page = z.output<typeof instruments>;

describe.skipIf(!hasRealData)('instruments of a served database', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveRealData();
  });
  afterAll(() => server?.close());

  const symbolsOf = (page: Pick<Page, 'instruments'>): string[] =>
    page.instruments.map(({ symbol }) => symbol);

  it('lists them with the last close, which is that of the last bar, and the change from the one before', async () => {
    const page = await server.json<Page>('/api/v1/instruments');
    expect(symbolsOf(page)).toEqual(['AAPL', 'BAC', 'GOOG', 'IBM', 'QQQ', 'SPY']);
    const { DatabaseSync } = await import('node:sqlite');
    const file = new DatabaseSync(
      new URL('../../../shared/data/legacy/stockula.db', import.meta.url).pathname,
      { readOnly: true },
    );
    for (const found of page.instruments) {
      const rows = file
        .prepare(
          `SELECT close_price AS close, date FROM price_history WHERE symbol = ? AND interval = '1d' ORDER BY date DESC`,
        )
        .all(found.symbol) as { close: number; date: string }[];
      const [last, previous] = rows;
      expect(found).toMatchObject({
        lastClose: last?.close,
        previousClose: previous?.close,
        lastTime: `${last?.date.slice(0, 10)}T00:00:00.000Z`,
        bars: rows.length,
        interval: '1d',
        type: 'EQUITY',
      });
      expect(found.change).toBeCloseTo(Number(last?.close) / Number(previous?.close) - 1, 12);
    }
    file.close();
  });

  it('finds by symbol before name, whatever the capitals, and gives pages', async () => {
    const find = async (query: string) =>
      symbolsOf(await server.json<Page>(`/api/v1/instruments?query=${encodeURIComponent(query)}`));
    expect(await find('aa')).toEqual(['AAPL']);
    expect(await find('apple')).toEqual(['AAPL']);
    expect(await find('Machines business')).toEqual(['IBM']);
    expect(await find('b')).toEqual(['BAC', 'IBM', 'GOOG']);
    expect(await find('%')).toEqual([]);
    expect(await find("'; DROP TABLE stocks; --")).toEqual([]);
    const first = await server.json<Page>('/api/v1/instruments?limit=4');
    const second = await server.json<Page>(
      `/api/v1/instruments?limit=4&cursor=${encodeURIComponent(String(first.next))}`,
    );
    expect([...symbolsOf(first), ...symbolsOf(second)]).toHaveLength(6);
    expect(second.next).toBeNull();
    expect(symbolsOf(await server.json<Page>('/api/v1/instruments?exchange=pcx'))).toEqual(['QQQ', 'SPY']);
    expect(symbolsOf(await server.json<Page>('/api/v1/instruments?exchange=XNYS'))).toHaveLength(6);
  });

  it('quotes a list in the order asked, leaving out what is no instrument, a thousand at most', async () => {
    const ask = (symbols: string) =>
      server.json<z.output<typeof quotes>>(`/api/v1/quotes?symbols=${encodeURIComponent(symbols)}`);
    expect(symbolsOf(await ask('spy,NOPE,aapl,^IRX,BRK-B,EURUSD=X,spy'))).toEqual(['SPY', 'AAPL']);
    const thousand = Array.from({ length: 999 }, (_, n) => `S${n}`);
    expect(symbolsOf(await ask([...thousand, 'IBM'].join(',')))).toEqual(['IBM']);
    expect((await server.ask(`/api/v1/quotes?symbols=${[...thousand, 'A', 'B'].join(',')}`)).status).toBe(
      400,
    );
    expect((await server.ask('/api/v1/quotes?symbols=,')).status).toBe(400);
    expect((await server.ask('/api/v1/quotes?symbols=AAPL,not%20one')).status).toBe(400);
  });

  it('tells what is known of one', async () => {
    expect(await server.json<z.output<typeof instrument>>('/api/v1/instruments/aapl')).toMatchObject({
      symbol: 'AAPL',
      name: 'Apple Inc.',
      sector: 'Technology',
      industry: 'Consumer Electronics',
      currency: 'USD',
      calendar: 'XNYS',
      intervals: ['1d'],
      marketCap: 100_000_000_000,
    });
    expect((await server.ask('/api/v1/instruments/NOPE')).status).toBe(404);
    expect((await server.ask('/api/v1/instruments/%5EIRX')).status).toBe(404);
    expect((await server.ask('/api/v1/instruments/not%20one')).status).toBe(400);
  });

  it('tells what moved most on the last common day', async () => {
    const { gainers, losers, asOf } = await server.json<z.output<typeof movers>>('/api/v1/movers');
    const all = [...gainers, ...losers];
    expect(all.length).toBeGreaterThan(1);
    for (const { lastTime } of all) expect(lastTime?.slice(0, 10)).toBe(asOf);
    const changes = gainers.map(({ change }) => Number(change));
    expect(changes).toEqual([...changes].sort((one, other) => other - one));
    expect(Math.min(...changes)).toBeGreaterThan(0);
    expect(losers.every(({ change }) => Number(change) < 0)).toBe(true);
  });
});

it('an empty database has no instruments, and says what to do', async () => {
  const server = await serveEmpty();
  try {
    expect(await server.json('/api/v1/instruments?query=a')).toMatchObject({ instruments: [], next: null });
    expect(await server.json('/api/v1/quotes?symbols=AAPL')).toMatchObject({ instruments: [] });
    expect(await server.json('/api/v1/movers')).toMatchObject({ gainers: [], losers: [], asOf: null });
    const response = await server.ask('/api/v1/instruments/AAPL');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'NO_DATA' });
  } finally {
    await server.close();
  }
});
