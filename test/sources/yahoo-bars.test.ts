import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Interval } from '../../src/domain/interval.ts';
import { dateOf, dayMs, dayOf } from '../support/yahoo/market.ts';
import type { StandInOptions } from '../support/yahoo/plan.ts';
import { barRequest, never, yahooAt } from '../support/yahoo-source.ts';
import { YahooStandIn } from '../support/yahoo-stand-in.ts';

// A Monday; New York trades from 14:30 to 21:00 UTC.
const now = '2026-03-02T17:00:30Z';
const options: StandInOptions = {
  now,
  symbols: {
    SPLT: {
      splits: [
        { date: '2024-06-10', ratio: 10 },
        { date: '2025-08-04', ratio: 4 },
      ],
      dividends: [
        { date: '2024-05-10', amount: 0.4 },
        { date: '2025-05-12', amount: 0.08 },
        { date: '2025-11-10', amount: 0.03 },
      ],
    },
    SYD: { currency: 'AUD', exchange: 'ASX', timeZone: 'Australia/Sydney', opens: 600, closes: 960 },
    PENCE: { currency: 'GBp', exchange: 'LSE', timeZone: 'Europe/London', opens: 480, closes: 990 },
    COIN: { exchange: 'CCC', timeZone: 'UTC', opens: 0, closes: 1440 },
    NULLS: { nullDays: ['2026-02-03'] },
    NEWLY: { listed: '2026-01-15' },
    GONE: { fault: 'unknown' },
  },
};

let standIn: YahooStandIn;
beforeEach(async () => {
  standIn = await YahooStandIn.start(options);
});
afterEach(() => standIn.close());

const source = () => yahooAt(standIn.address, { now });
const fetchBars = (symbol: string, from: string, to: string, interval?: Interval) =>
  source().bars(barRequest(symbol, from, to, interval), never);
const datesOf = (rows: readonly { readonly ts: unknown }[]) =>
  rows.map(({ ts }) => dateOf(Number(ts) / 1000));

test('daily bars carry their session date, and prices for the splits up to now', async () => {
  const { bars, origin, answered } = await fetchBars('SPLT', '2024-06-05', '2024-06-12');
  expect(answered).toBe('SPLT');
  const days = ['2024-06-05', '2024-06-06', '2024-06-07', '2024-06-10', '2024-06-11', '2024-06-12'];
  expect(datesOf(bars)).toEqual(days);
  for (const [index, bar] of bars.entries()) {
    const traded = standIn.market.traded('SPLT', dayOf(days[index] ?? ''));
    const factor = index < 3 ? 40 : 4;
    expect(Number(bar.close) * factor).toBeCloseTo(traded.close, 3);
    expect(bar.volume).toBe(traded.volume * factor);
    expect(bar.position).toBe(index + 1);
  }
  expect(origin).toMatchObject({
    source: 'yahoo',
    basis: 'split',
    currency: 'USD',
    exchange: 'NMS',
    decimals: 2,
  });
  expect(origin.timeZone).toBe('America/New_York');
  expect(origin.fetchedAt).toBe(Date.parse(now) * 1000);
});

test('splits and dividends reach to the present, whatever the last day asked for', async () => {
  const { bars, splits, dividends } = await fetchBars('SPLT', '2024-05-01', '2024-05-31');
  expect(datesOf(splits)).toEqual(['2024-06-10', '2025-08-04']);
  expect(splits.map(({ value }) => value)).toEqual([10, 4]);
  expect(datesOf(dividends)).toEqual(['2024-05-10', '2025-05-12', '2025-11-10']);
  expect(dividends.map(({ value }) => Number(value).toFixed(4))).toEqual(['0.0100', '0.0200', '0.0300']);
  expect(datesOf(bars).at(-1)).toBe('2024-05-31');
  expect(standIn.arrivals.count).toBe(1);
});

test('a split that two answers have is one', async () => {
  const { splits } = await fetchBars('SPLT', '2025-07-28', '2025-08-03');
  expect(splits.map(({ position, value }) => [position, value])).toEqual([[1, 4]]);
});

test('up to today, one request has it all', async () => {
  const { splits, bars } = await fetchBars('SPLT', '2025-07-01', '2026-03-02');
  expect(datesOf(splits)).toEqual(['2025-08-04']);
  expect(datesOf(bars).at(-1)).toBe('2026-03-02');
  expect(standIn.arrivals.count).toBe(1);
});

test('the running session is told: its bar, the last trade and its end', async () => {
  const { bars, origin } = await fetchBars('AAPL', '2026-02-27', '2026-03-02');
  expect(bars).toHaveLength(2);
  const close = standIn.market.soFar('AAPL', dayOf('2026-03-02')).close;
  expect(bars[1]?.close).toBeCloseTo(close, 3);
  expect(origin.lastTradeAt).toBe(Date.parse('2026-03-02T17:00:30Z') * 1000);
  expect(origin.session).toEqual({
    start: Date.parse('2026-03-02T14:30:00Z') * 1000,
    end: Date.parse('2026-03-02T21:00:00Z') * 1000,
  });
});

test.each([
  ['SYD', '2026-02-02', '2026-02-06'],
  ['PENCE', '2025-07-07', '2025-07-11'],
])('the date is that of the exchange: %s', async (symbol, from, to) => {
  const { bars, origin } = await fetchBars(symbol, from, to);
  expect(datesOf(bars)).toHaveLength(5);
  expect([datesOf(bars)[0], datesOf(bars)[4]]).toEqual([from, to]);
  expect(origin.currency).toBe(symbol === 'SYD' ? 'AUD' : 'GBp');
});

test('rows without values come through', async () => {
  const { bars } = await fetchBars('NULLS', '2026-02-02', '2026-02-04');
  expect(bars).toHaveLength(3);
  expect(bars[1]).toMatchObject({ open: null, close: null, adjClose: null, volume: null });
});

test('the running day is part of its week, month and quarter', async () => {
  for (const [interval, from] of [
    ['1wk', '2026-02-16'],
    ['1mo', '2026-01-01'],
    ['3mo', '2025-10-01'],
  ] as const) {
    const { bars } = await fetchBars('AAPL', from, '2026-03-02', interval);
    const starts = {
      '1wk': ['2026-02-16', '2026-02-23', '2026-03-02'],
      '1mo': ['2026-01-01', '2026-02-01', '2026-03-01'],
      '3mo': ['2025-10-01', '2026-01-01'],
    }[interval];
    expect(datesOf(bars)).toEqual(starts);
    const today = standIn.market.soFar('AAPL', dayOf('2026-03-02'));
    expect(bars.at(-1)?.close).toBeCloseTo(today.close, 3);
    expect(Number(bars.at(-1)?.low)).toBeLessThanOrEqual(Math.fround(today.low));
  }
});

test('minutes come in several requests, without a gap and without one twice', async () => {
  const { bars } = await fetchBars('AAPL', '2026-02-05', '2026-02-27', '1m');
  const times = bars.map(({ ts }) => Number(ts) / 60_000_000);
  expect(new Set(times).size).toBe(times.length);
  expect(times).toHaveLength(17 * 390);
  expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
  expect(Number(bars[0]?.ts) / 1000).toBe(Date.parse('2026-02-05T14:30:00Z'));
  // 24 days of 7 in a request, and the events.
  expect(standIn.arrivals.count).toBe(5);
});

test('a minute at the border of two requests comes once', async () => {
  const { bars } = await fetchBars('COIN', '2026-02-10', '2026-02-20', '1m');
  const times = bars.map(({ ts }) => ts);
  expect(times).toHaveLength(9 * 1440);
  expect(new Set(times).size).toBe(times.length);
});

test.each([
  ['1m', 30],
  ['5m', 60],
  ['90m', 60],
  ['1h', 730],
] as const)(
  'bars of %s before Yahoo has them are a clear refusal, without a request',
  async (interval, days) => {
    const day = (back: number) => dateOf(Math.floor(Date.parse(now) / dayMs - back) * dayMs);
    await expect(fetchBars('AAPL', day(days), day(1), interval)).rejects.toMatchObject({
      kind: 'unsupported',
      detail: `bars of ${interval} begin on ${day(days - 1)}`,
    });
    expect(standIn.arrivals.count).toBe(0);
    const { bars } = await fetchBars('AAPL', day(days - 1), day(1), interval);
    expect(bars.length).toBeGreaterThan(100);
  },
);

test('a range in which nothing was traded is an empty answer; an unknown symbol is not', async () => {
  const { bars, splits } = await fetchBars('NEWLY', '2025-12-01', '2025-12-05');
  expect([bars, splits]).toEqual([[], []]);
  await expect(fetchBars('GONE', '2026-02-02', '2026-02-06')).rejects.toMatchObject({
    kind: 'unknown_symbol',
  });
});
