import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import type { MarketSource } from '../../src/domain/source.ts';
import { systemClock } from '../../src/sources/http/clock.ts';
import { openProviders } from '../../src/sources/providers.ts';
import { stooqName } from '../../src/sources/stooq/symbols.ts';
import { load } from '../config/sample.ts';
import { type Loopback, serve } from '../support/loopback.ts';
import { dateOf } from '../support/yahoo/market.ts';
import { barRequest, never } from '../support/yahoo-source.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/sources/${name}`, import.meta.url), 'utf8');
const clock = { ...systemClock, wall: () => Date.parse('2026-02-01T12:00:00Z') as EpochMs };

let server: Loopback;
let answer: (url: URL, request: IncomingMessage) => { status?: number; body: string };
let asked: string[] = [];
beforeEach(async () => {
  asked = [];
  server = await serve((request, response) => {
    const url = new URL(request.url ?? '/', 'http://test');
    asked.push(url.pathname + url.search);
    const { status = 200, body } = answer(url, request);
    response.writeHead(status).end(body);
  });
});
afterEach(() => server.close());

/** The providers, all of which ask the server of the test. */
async function open(order: string) {
  const at = `base_url: ${server.address}`;
  const { config } = await load(
    `sources: {order: [${order}], attempts: 1, tiingo: {${at}}, stooq: {${at}}, treasury: {${at}}}`,
    { TIINGO_API_KEY: 'hunter2' },
  );
  return openProviders(config.sources, { clock });
}

async function bars(order: string, request: Parameters<MarketSource['bars']>[0]) {
  return (await (await open(order)).market.bars(request, never)).value;
}

async function allOf<Part>(parts: AsyncIterable<Part>): Promise<Part[]> {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

const dates = (rows: readonly { readonly ts: unknown }[]) => rows.map(({ ts }) => dateOf(Number(ts) / 1000));

test('Stooq: daily bars as CSV, adjusted for everything', async () => {
  answer = () => ({ body: fixture('stooq-aapl.csv') });
  const { bars: rows, origin } = await bars('stooq', barRequest('AAPL', '2024-01-02', '2024-01-04'));
  expect(asked).toEqual(['/q/d/l/?s=aapl.us&d1=20240102&d2=20240104&i=d']);
  expect(dates(rows)).toEqual(['2024-01-02', '2024-01-03', '2024-01-04']);
  expect(rows[1]).toMatchObject({
    open: 183.12,
    high: 184.771,
    low: 182.335,
    close: 183.15,
    volume: 58_709_371,
  });
  expect(origin).toMatchObject({ source: 'stooq', basis: 'total', currency: 'USD' });
});

test.each([
  ['AAPL', 'aapl.us'],
  ['BRK-B', 'brk-b.us'],
  ['^GSPC', '^spx'],
  ['^SPX', '^spx'],
  ['EURUSD=X', 'eurusd'],
  ['BTC-USD', undefined],
  ['VOD.L', undefined],
  ['^N225', undefined],
])('Stooq calls %s %s', (symbol, name) => {
  expect(stooqName(symbol as TickerSymbol)?.name).toBe(name);
});

test.each([
  ['Exceeded the daily hits limit', 'budget'],
  ['No data', 'unknown_symbol'],
  ['<!DOCTYPE html><html>checking your browser', 'unauthorised'],
  ['Get your apikey:\n1. Open …', 'unauthorised'],
  ['', 'bad_answer'],
  ['Date,Open,High,Low,Close,Volume\n2024-01-02,1,2', 'bad_answer'],
])('Stooq: %j is no data', async (body, kind) => {
  answer = () => ({ body });
  await expect(bars('stooq', barRequest('AAPL', '2024-01-02', '2024-01-04'))).rejects.toMatchObject({
    failures: [{ source: 'stooq', kind }],
  });
});

test('Stooq: once its daily limit is reached, it is not asked again that day', async () => {
  answer = () => ({ body: 'Exceeded the daily hits limit' });
  const { market } = await open('stooq');
  const ask = () => market.bars(barRequest('AAPL', '2024-01-02', '2024-01-04'), never);
  await expect(ask()).rejects.toMatchObject({ failures: [{ kind: 'budget', retryAfterMs: 12 * 3_600_000 }] });
  await expect(ask()).rejects.toMatchObject({ failures: [{ kind: 'throttled' }] });
  expect(asked).toHaveLength(1);
});

test('Tiingo: bars as traded, with splits and dividends to the present', async () => {
  let key: string | undefined;
  answer = (_url, { headers }) => {
    key = headers.authorization;
    return { body: fixture('tiingo-aapl-daily.json') };
  };
  const series = await bars('tiingo', barRequest('AAPL', '2020-08-27', '2020-08-31'));
  expect(asked).toEqual(['/tiingo/daily/AAPL/prices?startDate=2020-08-27&endDate=2026-02-01']);
  expect(key).toBe('Token hunter2');
  expect(dates(series.bars)).toEqual(['2020-08-27', '2020-08-28', '2020-08-31']);
  expect(series.bars[1]).toMatchObject({
    open: 504.05,
    close: 499.23,
    adjClose: 121.8135,
    volume: 46_907_479,
  });
  expect(dates(series.splits)).toEqual(['2020-08-31']);
  expect(series.splits[0]?.value).toBe(4);
  expect(dates(series.dividends)).toEqual(['2020-11-06']);
  expect(series.dividends[0]?.value).toBe(0.205);
  expect(series.origin).toMatchObject({ source: 'tiingo', basis: 'raw', currency: 'USD' });
});

test('Tiingo: intraday bars come in pieces', async () => {
  answer = (url) => ({
    body: url.searchParams.get('startDate') === '2026-01-25' ? fixture('tiingo-aapl-5min.json') : '[]',
  });
  const series = await bars('tiingo', barRequest('AAPL', '2025-12-26', '2026-01-31', '5m'));
  const ranges = asked.map((address) => new URL(address, 'http://test').searchParams);
  expect(ranges.map((query) => [query.get('startDate'), query.get('endDate')])).toEqual([
    ['2025-12-26', '2026-01-24'],
    ['2026-01-25', '2026-01-31'],
  ]);
  expect(ranges[0]?.get('resampleFreq')).toBe('5min');
  expect(series.bars.map(({ ts }) => Number(ts) / 1000)).toEqual([
    Date.parse('2026-01-30T14:30:00Z'),
    Date.parse('2026-01-30T14:35:00Z'),
  ]);
});

test.each([
  [404, '{"detail":"Error: Ticker \'NOPE\' not found"}', 'unknown_symbol'],
  [401, '{"detail":"Invalid token hunter2"}', 'unauthorised'],
  [429, '{"detail":"You have run over your hourly request allocation."}', 'budget'],
  [200, '{"detail":"something else"}', 'bad_answer'],
  [200, '[{"date":"2020-08-27T00:00:00.000Z","clo', 'bad_answer'],
])('Tiingo: HTTP %i %s', async (status, body, kind) => {
  answer = () => ({ status, body });
  const asking = bars('tiingo', barRequest('NOPE', '2020-08-27', '2020-08-31'));
  await expect(asking).rejects.toMatchObject({ failures: [{ source: 'tiingo', kind }] });
  await expect(asking).rejects.not.toThrow('hunter2');
});

test('Treasury: a series across years, ascending, without the days that have no rate', async () => {
  answer = ({ pathname }) => ({
    body: fixture(pathname.includes('/2023/') ? 'treasury-2023.csv' : 'treasury-2024.csv'),
  });
  const { rates } = await open('yahoo');
  const day = (date: string) => Date.parse(date) as EpochMs;
  const request = { from: day('2023-12-28'), to: day('2024-01-04') };
  const parts = await allOf(rates.rates(request, never));
  const ofSeries = (name: string) =>
    parts
      .flat()
      .flatMap(({ series, ts, percent }) => (series === name ? [[dateOf(ts / 1000), percent]] : []));
  expect(parts).toHaveLength(2);
  expect(ofSeries('DGS3MO')).toEqual([
    ['2023-12-29', 5.4],
    ['2024-01-02', 5.46],
    ['2024-01-03', 5.48],
    ['2024-01-04', 5.48],
  ]);
  expect(ofSeries('DGS30')).toHaveLength(5);
  // One request for each year, however many series there are.
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatch(/daily-treasury-rates\.csv\/2023\/all\?type=daily_treasury_yield_curve/);
  answer = () => ({ body: '<html>maintenance</html>' });
  await expect(allOf(rates.rates(request, never))).rejects.toMatchObject({ kind: 'bad_answer' });
});
