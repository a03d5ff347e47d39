import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, parseDay } from '../../../src/domain/day.ts';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { dayOf } from '../../support/yahoo/market.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import { openTestDatabase, openTestPipeline, type TestDatabase, type TestPipeline } from './support.ts';

const symbol = 'DAY.AX' as TickerSymbol;
const sydney = { timeZone: 'Australia/Sydney', exchange: 'ASX', currency: 'AUD', opens: 600, closes: 960 };
const split = { date: '2026-03-05', ratio: 4 };
const dividend = { date: '2026-03-06', amount: 1 };
const days = ['2026-03-04', '2026-03-05', '2026-03-06'];

describe('hourly bars around a split in Sydney, whose sessions begin on the day before by UTC', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;
  beforeAll(async () => {
    const now = '2026-03-11T22:00:00Z';
    const symbols = { [symbol]: { ...sydney, splits: [split], dividends: [dividend] } };
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now, symbols }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, { now });
    const range = { from: parseDay('2026-03-04'), to: addDays(parseDay('2026-03-06'), 1) };
    await fetchBars(
      pipeline,
      { symbols: [symbol], interval: '1h', rangeOf: () => range, replace: false, again: false },
      { signal: new AbortController().signal },
    );
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  const closes = async (adjust: 'raw' | 'split' | 'total') => [
    ...(await new TimescaleMarket(target.database.pool).bars(symbol, '1h', { adjust })).series.close,
  ];
  const traded = () =>
    days.map((day) => yahoo.market.intraday(symbol, dayOf(day), 60).map(({ close }) => close));
  const nearly = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9));

  test('all of a day are before or after it', async () => {
    const [before = [], on = [], after = []] = traded();
    expect(await closes('raw')).toEqual(nearly([...before, ...on, ...after]));
    expect(await closes('split')).toEqual(nearly([...before.map((close) => close / 4), ...on, ...after]));
  });

  test('a dividend is taken from the last close of the day before', async () => {
    const [before = [], on = [], after = []] = traded();
    const factor = 1 - dividend.amount / (on.at(-1) ?? 1);
    const older = [...before.map((close) => close / 4), ...on].map((close) => close * factor);
    expect(await closes('total')).toEqual(nearly([...older, ...after]));
  });
});
