import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LiveHub } from '../../src/api/live/live-hub.ts';
import type { ChangeFollower } from '../../src/domain/change-source.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { databaseOf } from '../support/database-of.ts';
import { openEventSource } from '../support/event-source.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

interface Bar {
  readonly symbol: string;
  readonly time: string;
  readonly close: number;
}

describe.skipIf(!hasRealData)('live bars', () => {
  let server: TestServer;
  let writer: pg.Client;
  const sources: { close(): void }[] = [];

  beforeAll(async () => {
    server = await serveRealData();
    writer = await databaseOf(server);
  });
  afterEach(() => {
    for (const source of sources.splice(0)) source.close();
  });
  afterAll(async () => {
    await writer?.end();
    await server?.close();
  });

  async function watch(query: string, headers: Record<string, string> = {}) {
    const source = await openEventSource(`${server.url}/api/v1/live?${query}`, headers);
    sources.push(source);
    return source;
  }

  /** As whoever writes bars does: the change and its notice in one transaction. */
  async function write(symbol: string, date: string, close: number): Promise<void> {
    await writer.query('BEGIN');
    await writer.query(
      `INSERT INTO ts_price_history (ts, open, high, low, close, volume, symbol, interval, basis, source)
       VALUES ($1, $2, $2, $2, $2, 1, $3, '1d', 'split', 'test')
       ON CONFLICT (symbol, interval, ts) DO UPDATE SET open = $2, high = $2, low = $2, close = $2`,
      [`${date}T00:00:00Z`, close, symbol],
    );
    await writer.query(`SELECT pg_notify('stockula_changes', $1)`, [JSON.stringify({ tags: [symbol] })]);
    await writer.query('COMMIT');
  }

  it('begin with the newest one, and follow what is written, to everybody who watches', async () => {
    const [one, other, elsewhere] = [
      await watch('symbols=AAPL,SPY'),
      await watch('symbols=aapl'),
      await watch('symbols=IBM'),
    ];
    for (const source of [one, other]) {
      expect((await source.nextOf('bar')).data).toMatchObject({
        symbol: 'AAPL',
        time: '2021-03-31T00:00:00.000Z',
      });
    }
    expect((await one.nextOf('bar')).data).toMatchObject({ symbol: 'SPY' });
    await elsewhere.nextOf('bar');
    // Until it listens, nothing is heard.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await write('AAPL', '2021-04-01', 123.25);
    for (const source of [one, other]) {
      expect((await source.nextOf('changed')).data).toEqual({ symbols: ['AAPL'] });
      expect((await source.nextOf('bar')).data).toMatchObject({
        symbol: 'AAPL',
        interval: '1d',
        time: '2021-04-01T00:00:00.000Z',
        close: 123.25,
      });
    }
    await write('AAPL', '2021-04-01', 124.5);
    expect(((await one.nextOf('bar')).data as Bar).close).toBe(124.5);
    await expect(elsewhere.next(300)).rejects.toThrow('no event');
  });

  it('give those who come back what came meanwhile', async () => {
    const first = await watch('symbols=AAPL');
    const { id } = await first.nextOf('bar');
    await write('AAPL', '2021-04-05', 126);
    await first.nextOf('bar');
    await write('AAPL', '2021-04-06', 127);
    await first.nextOf('bar');
    const again = await watch('symbols=AAPL', { 'last-event-id': String(id) });
    expect(((await again.nextOf('bar')).data as Bar).close).toBe(126);
    expect(((await again.nextOf('bar')).data as Bar).close).toBe(127);
    const stranger = await watch('symbols=AAPL', { 'last-event-id': 'deadbeef-1' });
    expect(((await stranger.nextOf('bar')).data as Bar).close).toBe(127);
  });

  it('have their limits', async () => {
    const many = Array.from({ length: 101 }, (_, n) => `S${n}`).join(',');
    for (const wrong of [
      '',
      'symbols=',
      `symbols=${many}`,
      'symbols=AAPL&intervals=7h',
      'symbols=not%20one',
    ]) {
      expect((await server.ask(`/api/v1/live?${wrong}`)).status, wrong).toBe(400);
    }
    for (let opened = 0; opened < 10; opened += 1) await watch('symbols=AAPL');
    const refused = await server.ask('/api/v1/live?symbols=AAPL');
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    sources.shift()?.close();
    await expect
      .poll(async () => {
        const source = await openEventSource(`${server.url}/api/v1/live?symbols=AAPL`);
        source.close();
        return source.response.status;
      })
      .toBe(200);
  });
});

it('say so while changes cannot be heard, and catch up afterwards', async () => {
  let follower: ChangeFollower | null = null;
  let close = 1;
  const hub = new LiveHub({
    changes: {
      follow: (given) => {
        follower = given;
        return () => undefined;
      },
    },
    readNewest: async ({ symbol, interval, adjust }) => [
      {
        symbol,
        interval,
        adjust,
        time: '2021-04-01T00:00:00.000Z',
        open: 1,
        high: 2,
        low: 1,
        close,
        volume: 1,
      },
    ],
    log: createLogger({ level: 'CRITICAL', destination: 'stderr' }),
  });
  const told: unknown[][] = [];
  hub.add(
    {
      signal: new AbortController().signal,
      lastEventId: null,
      send: (event, data) => told.push([event, data]) > 0,
      close: () => undefined,
    },
    [{ symbol: 'SPY' as TickerSymbol, interval: '1d', adjust: 'split' }],
  );
  await expect.poll(() => told.map(([event]) => event)).toEqual(['bar']);
  const heard = (): ChangeFollower => follower ?? expect.fail('nobody follows');
  heard().onHearing();
  heard().onDeaf('the connection to 10.0.0.7 ended');
  expect(told.at(-1)).toEqual(['degraded', { reason: 'changes are not heard', since: expect.any(String) }]);
  // Nobody tells of this one.
  close = 2;
  heard().onHearing();
  await expect.poll(() => told.map(([event]) => event)).toEqual(['bar', 'degraded', 'recovered', 'bar']);
  expect(told.at(-1)?.[1]).toMatchObject({ close: 2 });
  hub.close();
});
