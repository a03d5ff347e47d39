import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calendarFor } from '../../src/domain/calendar/calendars.ts';
import type { Interval } from '../../src/domain/interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import type { Origin, RawAction, RawBar } from '../../src/domain/raw-bar.ts';
import { cashInMainUnit, readActions } from '../../src/etl/transform/actions.ts';
import { barEnd } from '../../src/etl/transform/bar-end.ts';
import { currencyUnit } from '../../src/etl/transform/currency-unit.ts';
import { quotedPrice } from '../../src/etl/transform/float-noise.ts';
import { readChain } from '../../src/etl/transform/options.ts';
import { shiftPoint } from '../../src/etl/transform/shift-point.ts';
import { sessionCalendar } from '../../src/manager/pipeline/instruments.ts';
import { binaryCopy } from '../../src/storage/timescale/copy-binary.ts';
import { bar, barsClosing, judge, micros, origin, rulesMet, weekdayCalendar } from './bar-samples.ts';

describe('float noise', () => {
  test.each([
    [129.0399932861328, 1, 129.04],
    [124.80750274658203, 4, 499.23],
    [13.237000465393066, 40, 529.48],
    [131, 1, 131],
  ])('%d times %d was %d', (value, divisor, price) => {
    expect(quotedPrice(value, divisor, 2)).toBe(price);
  });

  test.each([
    [129.03994, 'no single of a price with two decimals'],
    [129.04, 'a double already'],
    [Math.fround(129.0394), 'a single, of a price with four decimals'],
    [Math.fround(612_345.67), 'a single too coarse for two decimals'],
  ])('%d stays: %s', (value) => {
    expect(quotedPrice(value, 1, 2)).toBeNull();
  });
});

describe('currency units', () => {
  test.each([
    ['GBp', 'GBP', -2],
    ['GBX', 'GBP', -2],
    ['ZAc', 'ZAR', -2],
    ['ILA', 'ILS', -2],
    ['GBP', 'GBP', 0],
    ['USD', 'USD', 0],
    ['constructor', 'constructor', 0],
  ])('%s is stored as %s', (given, currency, places) => {
    expect(currencyUnit(given)).toMatchObject({ currency, places });
  });
});

describe('moving the decimal point', () => {
  test('gives the decimal price, of every one in hundredths of pence', () => {
    const wrong = Array.from({ length: 100_000 }, (_, n) => n + 1).filter((n) => {
      const [pence, pounds] = [Number(`${n}e-2`), Number(`${n}e-4`)];
      return shiftPoint(pence, -2) !== pounds || shiftPoint(pounds, 2) !== pence;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    [129.3, -2, 1.293],
    [1e-7, -2, 1e-9],
    [5e21, 2, 5e23],
    [129.0399932861328, -2, 1.290399932861328],
  ])('%d by %d places is %d', (price, places, moved) => {
    expect(shiftPoint(price, places)).toBe(moved);
  });

  test('of bars, dividends, and bars in the other unit', () => {
    const pence = { ...origin, currency: 'GBp' };
    const row = bar(micros('2024-05-10'), {
      open: 129.3,
      high: 129.3,
      low: 129.3,
      close: 129.3,
      adjClose: 129.3,
    });
    expect(judge([row], { origin: pence }).bars).toMatchObject([{ close: 1.293, adjClose: 1.293 }]);
    expect(cashInMainUnit(129.3, 1, 'GBp')).toBe(1.293);
    const mixed = barsClosing([1.28, 1.29, 129.3, 1.29, 1.28]);
    expect(judge(mixed).bars[2]).toMatchObject({ close: 1.293 });
  });
});

describe('counts that cannot be', () => {
  const fetched = { origin: { ...origin, basis: 'split', fetchedAt: micros('2024-06-01') } as const };
  const undone = (ratio: number) => ({ ...fetched, undone: [{ ts: micros('2024-05-20'), ratio }] });

  test.each([
    [1e-6, 1e10, 'volume_absurd'],
    [1e-300, 1e15, 'price_absurd'],
    [1e300, 1e15, 'price_absurd'],
  ])('after a split of %d is undone, a volume of %d is set aside', (ratio, volume, rule) => {
    const price = ratio < 1e-100 ? 1e10 : 1;
    const four = { open: price, high: price, low: price, close: price };
    const { bars, quarantined } = judge([bar(micros('2024-05-10'), { ...four, volume })], undone(ratio));
    expect({ bars, rules: quarantined.map((row) => row.rule) }).toEqual({ bars: [], rules: [rule] });
  });

  test('are left out of an option', () => {
    const option = {
      position: 1,
      contract: 'X',
      right: 'call',
      expiration: micros('2027-01-15'),
      strike: 10,
    } as const;
    const figures = { lastPrice: 1, bid: 1, ask: 1, impliedVolatility: 1, inTheMoney: true };
    const options = [{ ...option, ...figures, volume: 1e19, openInterest: 7 }];
    const { calls } = readChain({ origin, answered: 'X', options }, 'X' as TickerSymbol);
    expect(calls).toMatchObject([{ volume: null, openInterest: 7n }]);
  });

  test('are refused rather than cut to 64 bits', () => {
    const table = {
      ...{ name: 't', hypertable: false, key: ['n'] },
      columns: [{ name: 'n', type: 'int8', nullable: false, of: (n: bigint) => n }],
    } as const;
    const copied = (n: bigint) => [...binaryCopy(table, [n])];
    expect(() => copied(2n ** 63n - 1n)).not.toThrow();
    expect(() => copied(2n ** 63n)).toThrow(RangeError);
    expect(() => copied(-(2n ** 63n) - 1n)).toThrow(RangeError);
  });
});

describe('when a bar is complete', () => {
  const ends = (start: string, interval: Interval, calendar = true) =>
    new Date(barEnd(Date.parse(start) as EpochMs, interval, calendar ? weekdayCalendar : null)).toISOString();

  test.each([
    ['2024-05-10', '1d', '2024-05-10T16:30:00.000Z'],
    ['2024-05-06', '1wk', '2024-05-10T16:30:00.000Z'],
    ['2024-06-01', '1mo', '2024-06-28T16:30:00.000Z'],
    ['2024-05-10T09:00Z', '1h', '2024-05-10T10:00:00.000Z'],
    ['2024-05-10T16:00Z', '1h', '2024-05-10T16:30:00.000Z'],
  ] as const)('%s %s: at %s', (start, interval, end) => {
    expect(ends(start, interval)).toBe(end);
  });

  test('without a calendar, when its last day is over everywhere', () => {
    expect(ends('2024-05-10', '1d', false)).toBe('2024-05-11T12:00:00.000Z');
  });

  test('a bar fetched before that is provisional', () => {
    const fetched = (at: string) =>
      judge([bar(micros('2024-05-10'))], { origin: { ...origin, fetchedAt: micros(at) } }).bars[0]
        ?.provisional;
    expect(fetched('2024-05-10T16:29:00Z')).toBe(true);
    expect(fetched('2024-05-10T16:30:00Z')).toBe(false);
  });
});

/** What an answer of Yahoo holds, as far as these tests need it. */
interface Chart {
  readonly timestamp: number[];
  readonly events?: {
    readonly dividends?: Record<string, { amount: number; date: number }>;
    readonly splits?: Record<string, { numerator: number; denominator: number; date: number }>;
  };
  readonly indicators: {
    readonly quote: readonly [Record<'open' | 'high' | 'low' | 'close' | 'volume', number[]>];
    readonly adjclose: readonly [{ readonly adjclose: number[] }];
  };
}

const folder = '../shared/data/yahoo';
const day = (seconds: number) => (Math.floor(seconds / 86_400) * 86_400_000_000) as EpochMicros;

function recorded(name: string, symbol: string) {
  const { body } = JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8')) as {
    body: { chart: { result: Chart[] } };
  };
  const chart = body.chart.result[0] as Chart;
  const [quote] = chart.indicators.quote;
  const bars: RawBar[] = chart.timestamp.map((seconds, index) => ({
    ...{ position: index + 1, symbol, interval: '1d', ts: day(seconds) },
    open: quote.open[index] ?? null,
    high: quote.high[index] ?? null,
    low: quote.low[index] ?? null,
    close: quote.close[index] ?? null,
    volume: quote.volume[index] ?? null,
    adjClose: chart.indicators.adjclose[0].adjclose[index] ?? null,
  }));
  const action = (date: number, value: number): RawAction => ({ position: 1, symbol, ts: day(date), value });
  return {
    bars,
    dividends: Object.values(chart.events?.dividends ?? {}).map(({ date, amount }) => action(date, amount)),
    splits: Object.values(chart.events?.splits ?? {}).map(({ date, numerator, denominator }) =>
      action(date, numerator / denominator),
    ),
  };
}

const yahoo: Origin = {
  ...origin,
  source: 'yahoo',
  basis: 'split',
  currency: 'USD',
  decimals: 2,
  fetchedAt: micros('2025-02-21'),
};

function stored(name: string, symbol: string, laterSplits: RawAction[] = []) {
  const answer = recorded(name, symbol);
  const actions = readActions(
    {
      origin: yahoo,
      allSplits: true,
      calendar: null,
      dividends: answer.dividends,
      splits: [...answer.splits, ...laterSplits],
    },
    symbol as TickerSymbol,
    yahoo.fetchedAt,
  );
  const judged = judge(answer.bars, {
    origin: yahoo,
    asked: symbol as TickerSymbol,
    now: yahoo.fetchedAt,
    calendarOf: () => null,
    splitsOf: () => actions.splits,
    undone: actions.splits,
  });
  return { actions, judged, at: (date: string) => judged.bars.find(({ ts }) => ts === micros(date)) };
}

describe.skipIf(!existsSync(folder))('recorded answers of Yahoo', () => {
  test('AAPL on the day of its split is as it was traded', () => {
    const { at, actions } = stored('chart-AAPL-2020-08-31-to-2020-11-07', 'AAPL');
    expect(at('2020-08-31')).toMatchObject({
      open: 127.58,
      high: 131,
      low: 126,
      close: 129.04,
      volume: 225702700n,
      basis: 'raw',
      provisional: false,
    });
    expect(actions.dividends).toMatchObject([{ ts: micros('2020-11-06'), amount: 0.205 }]);
    expect(actions.splits).toMatchObject([{ ts: micros('2020-08-31'), ratio: 4 }]);
  });

  test('AAPL before its split: 499.23 on 2020-08-28', () => {
    const split = { ts: micros('2020-08-31'), ratio: 4 };
    const { bars } = judge(
      [
        bar(micros('2020-08-28'), {
          symbol: 'AAPL',
          open: 126.01249694824219,
          high: 126.44249725341797,
          low: 124.57749938964844,
          close: 124.80750274658203,
          volume: 187630000,
        }),
      ],
      {
        ...{ origin: yahoo, asked: 'AAPL' as TickerSymbol, calendarOf: () => null, undone: [split] },
        now: yahoo.fetchedAt,
      },
    );
    expect(bars).toMatchObject([
      { open: 504.05, high: 505.77, low: 498.31, close: 499.23, volume: 46907500n, basis: 'raw' },
    ]);
  });

  test('NVDA before and after its split of 2021, that of 2024 undone too', () => {
    const later = [{ position: 2, symbol: 'NVDA', ts: micros('2024-06-10'), value: 10 }];
    const { at, judged } = stored('historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31', 'NVDA', later);
    // Closes as they were traded: 751.19 before the split of 4 to 1, 186.12 after.
    expect(at('2021-07-19')?.close).toBe(751.19);
    expect(at('2021-07-20')?.close).toBe(186.12);
    expect(judged.quarantined).toEqual([]);
    expect(judged.notes).toEqual([]);
  });

  test('with a split that was set aside, prices and dividends stay as they came', () => {
    const dividends = [{ position: 1, symbol: 'AAPL', ts: micros('2020-08-07'), value: 0.205 }];
    const splits = [{ position: 1, symbol: 'AAPL', ts: micros('2020-08-31'), value: 0 }];
    const read = (more: RawAction[] = []) =>
      readActions(
        { origin: yahoo, allSplits: true, calendar: null, dividends, splits: more },
        'AAPL' as TickerSymbol,
        yahoo.fetchedAt,
      );
    expect(read(splits)).toMatchObject({ allSplits: false, dividends: [{ amount: 0.205, basis: 'split' }] });
    const yetToCome = { ...(splits[0] as RawAction), ts: micros('2199-01-01'), value: 4 };
    expect(read([yetToCome])).toMatchObject({
      allSplits: true,
      dividends: [{ basis: 'raw' }],
    });
    const price = { open: 124.80750274658203, high: 125, low: 124, close: 124.80750274658203, volume: 400 };
    const { bars } = judge([bar(micros('2020-08-28'), price)], {
      ...{ origin: yahoo, now: yahoo.fetchedAt, calendarOf: () => null, undone: null },
      splitsOf: () => [{ ts: micros('2020-08-31'), ratio: 4 }],
    });
    expect(bars).toMatchObject([{ close: 124.80750274658203, volume: 400n, basis: 'split' }]);
  });

  /** Sydney in summer: it opens at 10:00, 23:00 UTC of the day before. */
  const sydney = sessionCalendar(calendarFor('BHP.AX'));
  const split = { ts: micros('2026-02-10'), ratio: 4 };

  test.each([
    ['2026-02-09T04:00Z', '2026-02-10T08:00Z', 40, 'the last hour before the split'],
    ['2026-02-09T23:00Z', '2026-02-10T08:00Z', 10, 'the first hour of its day'],
    ['2026-02-09T04:00Z', '2026-02-09T23:30Z', 40, 'fetched in the first hour of its day'],
    ['2026-02-09T04:00Z', '2026-02-09T08:00Z', 10, 'fetched before it'],
  ])('%s fetched %s: %d, %#: %s', (start, fetched, close) => {
    const hour = bar(micros(start), {
      symbol: 'BHP.AX',
      interval: '1h',
      close: 10,
      open: 10,
      high: 10,
      low: 10,
    });
    const { bars } = judge([hour], {
      origin: { ...yahoo, fetchedAt: micros(fetched), decimals: null },
      ...{ asked: 'BHP.AX' as TickerSymbol, now: micros(fetched), calendarOf: () => sydney, undone: [split] },
    });
    expect(bars).toMatchObject([{ close, basis: 'raw' }]);
  });

  test('raw bars of the first hour of a split day are no jump', () => {
    const starts = ['09T01', '09T02', '09T03', '09T04', '09T23', '10T00', '10T01', '10T02'];
    const rows = starts.map((start, index) => {
      const price = index < 4 ? 40 : 10;
      const prices = { open: price, high: price, low: price, close: price };
      return bar(micros(`2026-02-${start}:00Z`), { symbol: 'BHP.AX', interval: '1h', ...prices });
    });
    const known = {
      splitsOf: () => [split],
      calendarOf: () => sydney,
      asked: null,
      now: micros('2026-02-11'),
    };
    expect(rulesMet(judge(rows, known))).toEqual([]);
  });

  test('dividends are per share of their day', () => {
    const aapl = { position: 1, symbol: 'AAPL', ts: micros('2020-08-07'), value: 0.205 };
    const split = { position: 1, symbol: 'AAPL', ts: micros('2020-08-31'), value: 4 };
    const { dividends } = readActions(
      { origin: yahoo, allSplits: true, calendar: null, dividends: [aapl], splits: [split] },
      'AAPL' as TickerSymbol,
      yahoo.fetchedAt,
    );
    expect(dividends).toMatchObject([{ amount: 0.82 }]);
  });
});
