import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { heal } from '../../../src/manager/pipeline/heal.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { dateOf, dayOf } from '../../support/yahoo/market.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from './support.ts';

const control = { signal: new AbortController().signal };
const firstDay = '2026-02-23';
/** Ex-dates: the dividend is paid per new share, a session after the split. */
const split = { date: '2026-03-03', ratio: 4 };
const dividend = { date: '2026-03-04', amount: 0.5 };
/** Adjusted on the evening before, and named with the opening as usual; or named a day before it is adjusted. */
const early = { splits: [{ ...split, adjustedAt: '2026-03-02T22:00:00Z' }], dividends: [dividend] };
const late = { splits: [{ ...split, adjustedAt: '2026-03-04T12:00:00Z' }], dividends: [dividend] };
const unnamed = { splits: [{ ...split, namedAt: '2026-03-04T12:00:00Z' }], dividends: [dividend] };
const symbols = {
  ...{ EARLY: early, EARLYALL: early, LATE: late, LATEALL: late, UNNAMED: unnamed },
  SPLT: { splits: [split], dividends: [dividend] },
  HOLE: { splits: [split], dividends: [dividend] },
};

describe('a split and a dividend between two updates', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  const at = (now: string): void => {
    yahoo.change({ now });
    pipeline.setNow(now);
  };
  const update = (symbol: string, from: string, to: string) =>
    fetchBars(pipeline, dailyBars([symbol], from, to), control);
  /** Rows as they are stored, to the last bit and to the version of the row. */
  const storedRows = async (symbol: string, to: string) => {
    const { rows } = await target.database.pool.query(
      `SELECT bar::text, xmin::text FROM ts_price_history AS bar WHERE symbol = $1 AND ts <= $2 ORDER BY ts`,
      [symbol, `${to}T00:00Z`],
    );
    return rows;
  };
  const read = async (symbol: string, adjust: 'raw' | 'split' | 'total') => {
    const market = new TimescaleMarket(target.database.pool);
    const { series } = await market.bars(symbol as TickerSymbol, '1d', { adjust });
    return [...series.ts].map((ts, index) => ({
      day: dateOf(ts),
      ...{ open: series.open[index], high: series.high[index], low: series.low[index] },
      ...{ close: series.close[index], volume: series.volume[index] },
    }));
  };
  /** What was traded, with prices times and volumes divided by what a day's factors are. */
  const expected = (symbol: string, priceOf: (day: string) => number, volumeOf: (day: string) => number) =>
    yahoo.market.tradingDays(symbol, dayOf(firstDay), dayOf('2026-03-05')).map((at) => {
      const bar = yahoo.market.traded(symbol, at);
      const day = dateOf(at);
      const price = (value: number) => expect.closeTo(value * priceOf(day), 9);
      return {
        day,
        ...{ open: price(bar.open), high: price(bar.high), low: price(bar.low), close: price(bar.close) },
        volume: bar.volume * volumeOf(day),
      };
    });
  const splitOf = (day: string) => (day < split.date ? 1 / split.ratio : 1);
  const volumeOf = (day: string) => 1 / splitOf(day);
  const one = () => 1;

  /** The last close before the dividend is one after the split. */
  const totalOf = (symbol: string) => {
    const { close } = yahoo.market.traded(symbol, dayOf('2026-03-03'));
    return (day: string) => splitOf(day) * (day < dividend.date ? 1 - dividend.amount / close : 1);
  };
  const expectAll = async (symbol: string): Promise<void> => {
    expect(await read(symbol, 'raw')).toEqual(expected(symbol, one, one));
    expect(await read(symbol, 'split')).toEqual(expected(symbol, splitOf, volumeOf));
    expect(await read(symbol, 'total')).toEqual(expected(symbol, totalOf(symbol), volumeOf));
  };

  beforeAll(async () => {
    [yahoo, target] = await Promise.all([YahooStandIn.start({ symbols }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, {
      now: '2026-02-28T08:00:00Z',
      sources: { yahoo: { requests: 1000, window_seconds: 1 } },
    });
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('daily updates bring them; what was stored stays as it was, to the bit', async () => {
    at('2026-02-28T08:00:00Z');
    await update('SPLT', firstDay, '2026-02-27');
    const before = await storedRows('SPLT', '2026-02-27');
    expect(before).toHaveLength(5);
    for (const [now, to] of [
      ['2026-03-03T08:00:00Z', '2026-03-02'],
      ['2026-03-04T08:00:00Z', '2026-03-03'],
      ['2026-03-06T08:00:00Z', '2026-03-05'],
    ] as const) {
      at(now);
      await update('SPLT', firstDay, to);
    }
    expect(await storedRows('SPLT', '2026-02-27')).toEqual(before);
    await expectAll('SPLT');
  });

  /** Updates at eight o'clock of days, each up to the session before. */
  const updates = async (symbol: string, days: readonly [now: string, to: string][]): Promise<void> => {
    for (const [now, to] of days) {
      at(`${now}T08:00:00Z`);
      await update(symbol, firstDay, to);
    }
  };
  const doubted = async (symbol: string): Promise<string> => {
    const { rows } = await target.database.pool.query(
      'SELECT provisional::text AS days FROM coverage WHERE symbol = $1',
      [symbol],
    );
    return rows[0]?.days;
  };
  const beforeSplit: [string, string] = ['2026-02-28', '2026-02-27'];
  const onExDate: [string, string] = ['2026-03-03', '2026-03-02'];
  const dayAfter: [string, string] = ['2026-03-04', '2026-03-03'];
  const twoDaysAfter: [string, string] = ['2026-03-05', '2026-03-04'];
  const settled: [string, string] = ['2026-03-06', '2026-03-05'];

  test.each([
    ['adjusted before it was named: the last bar', 'EARLY', [beforeSplit, onExDate, dayAfter, twoDaysAfter]],
    ['adjusted before it was named: all bars', 'EARLYALL', [onExDate, dayAfter, twoDaysAfter]],
    ['named before it was adjusted: the last bars', 'LATE', [beforeSplit, dayAfter, twoDaysAfter]],
    ['named before it was adjusted: all bars', 'LATEALL', [dayAfter, twoDaysAfter]],
    ['adjusted a day before it was named', 'UNNAMED', [dayAfter, twoDaysAfter]],
  ] as [string, string, [string, string][]][])(
    '%s, are wrong until the next fetch mends them',
    async (_, symbol, days) => {
      await updates(symbol, days);
      // While it is not settled, the bars before the split are asked for again with each fetch.
      expect(await doubted(symbol)).toMatch(/^\{\[2026-0(2-23|3-02),2026-03-0/);
      await updates(symbol, [settled]);
      await expectAll(symbol);
      at('2026-03-07T08:00:00Z');
      await update(symbol, firstDay, '2026-03-05');
      expect(await doubted(symbol)).toBe('{}');
      const asked = yahoo.arrivals.count;
      await update(symbol, firstDay, '2026-03-05');
      expect(yahoo.arrivals.count).toBe(asked);
    },
  );

  test('prices that were not adjusted yet are seen: the bar at the split has a flag until then', async () => {
    const flags = async () => {
      const { rows } = await target.database.pool.query(
        `SELECT ts::date::text AS day, rule FROM bar_flags WHERE symbol = 'LATEFLAG'`,
      );
      return rows;
    };
    yahoo.change({ symbols: { ...symbols, LATEFLAG: late } });
    await updates('LATEFLAG', [dayAfter]);
    expect(await flags()).toEqual([{ day: '2026-03-03', rule: 'unconfirmed_jump' }]);
    await updates('LATEFLAG', [twoDaysAfter]);
    expect(await flags()).toEqual([]);
  });

  test('a gap with the split inside, which is healed later', async () => {
    at('2026-02-28T08:00:00Z');
    await update('HOLE', firstDay, '2026-02-27');
    const before = await storedRows('HOLE', '2026-02-27');
    at('2026-03-06T08:00:00Z');
    await update('HOLE', '2026-03-05', '2026-03-05');
    expect(await read('HOLE', 'raw')).toHaveLength(6);
    const [run] = await heal(
      pipeline,
      { symbols: ['HOLE' as TickerSymbol], interval: '1d', from: null, to: null },
      control,
    );
    expect(run?.symbols).toMatchObject([{ outcome: 'success', counts: { written: 3, corrected: 0 } }]);
    expect(await storedRows('HOLE', '2026-02-27')).toEqual(before);
    await expectAll('HOLE');
  });
});
