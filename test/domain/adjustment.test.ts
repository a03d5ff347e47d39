import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adjustSeries, type CorporateActions, type DatedPrice } from '../../src/domain/adjustment.ts';
import type { AdjustmentBasis, BarSeries } from '../../src/domain/bar.ts';
import type { TickerSymbol } from '../../src/domain/nominal.ts';

const at = (text: string): number => Date.parse(text);

/** Daily bars that open, close and stay at one price. */
function seriesOf(prices: Readonly<Record<string, number>>, volume = 1000): BarSeries {
  const column = Float64Array.from(Object.values(prices));
  const ts = Float64Array.from(Object.keys(prices), at);
  const four = { open: column, high: column, low: column, close: column };
  return { symbol: 'T' as TickerSymbol, interval: '1d', ts, ...four, volume: column.map(() => volume) };
}

function adjusted(
  series: BarSeries,
  basis: AdjustmentBasis,
  fetched: string | null,
  actions: CorporateActions,
  wanted: AdjustmentBasis,
) {
  const stored = {
    basis: [...series.ts].map(() => basis),
    fetchedAt: series.ts.map(() => (fetched === null ? Number.NaN : at(fetched))),
  };
  const answer = adjustSeries(series, stored, actions, wanted, (moment) => moment);
  return { closes: [...answer.series.close], volumes: [...answer.series.volume], bases: answer.bases };
}

const raw = (ts: string, close: number): DatedPrice => ({
  ts: at(ts),
  close,
  basis: 'raw',
  fetchedAt: at('2030-01-01'),
});

/** A dividend of 2 at a close of 100, a split of 4 to 1 at 120, a dividend of 0.5 at 25. */
const actions: CorporateActions = {
  splits: [{ ts: at('2024-02-01'), ratio: 4 }],
  dividends: [
    { ts: at('2024-01-02'), amount: 2, basis: 'raw', fetchedAt: Number.NaN, prior: raw('2024-01-01', 100) },
    { ts: at('2024-03-02'), amount: 0.5, basis: 'raw', fetchedAt: Number.NaN, prior: raw('2024-03-01', 25) },
  ],
};
const traded = { '2024-01-01': 100, '2024-01-02': 120, '2024-02-01': 30, '2024-03-01': 25, '2024-03-02': 26 };

describe('adjusting raw prices', () => {
  test('raw prices as raw are as they are', () => {
    expect(adjusted(seriesOf(traded), 'raw', '2030-01-01', actions, 'raw').closes).toEqual(
      Object.values(traded),
    );
  });

  test('for splits: prices before are divided, volumes multiplied', () => {
    const { closes, volumes, bases } = adjusted(seriesOf(traded), 'raw', '2030-01-01', actions, 'split');
    expect(closes).toEqual([25, 30, 30, 25, 26]);
    expect(volumes).toEqual([4000, 4000, 1000, 1000, 1000]);
    expect(bases).toEqual(['split']);
  });

  test('for all: each dividend takes its part of the close before', () => {
    const { closes, bases } = adjusted(seriesOf(traded), 'raw', '2030-01-01', actions, 'total');
    const [first, second] = [1 - 2 / 100, 1 - 0.5 / 25];
    const wanted = [25 * first * second, 30 * second, 30 * second, 25 * second, 26];
    for (const [index, close] of closes.entries()) expect(close).toBeCloseTo(wanted[index] ?? Number.NaN, 12);
    expect(bases).toEqual(['total']);
  });

  test('a dividend on the day of a split is per new share', () => {
    const both: CorporateActions = {
      splits: [{ ts: at('2024-02-01'), ratio: 4 }],
      dividends: [
        {
          ts: at('2024-02-01'),
          amount: 1,
          basis: 'raw',
          fetchedAt: Number.NaN,
          prior: raw('2024-01-31', 400),
        },
      ],
    };
    const { closes } = adjusted(seriesOf({ '2024-01-31': 400 }), 'raw', null, both, 'total');
    expect(closes).toEqual([((1 - 1 / 100) / 4) * 400]);
  });

  test('without the close before, a dividend is left out', () => {
    const unknown = {
      splits: [],
      dividends: actions.dividends.map((dividend) => ({ ...dividend, prior: null })),
    };
    expect(adjusted(seriesOf(traded), 'raw', null, unknown, 'total').closes).toEqual(Object.values(traded));
  });
});

describe('adjusting prices that are adjusted already', () => {
  test('for splits only those after the fetch count, and those before can be undone', () => {
    const before = adjusted(seriesOf({ '2024-01-01': 100 }), 'split', '2024-01-15', actions, 'split');
    expect(before.closes).toEqual([25]);
    const after = seriesOf({ '2024-01-01': 25 }, 4000);
    expect(adjusted(after, 'split', '2024-02-15', actions, 'split').closes).toEqual([25]);
    expect(adjusted(after, 'split', '2024-02-15', actions, 'raw')).toEqual({
      closes: [100],
      volumes: [1000],
      bases: ['raw'],
    });
  });

  test('totally adjusted prices of three epochs fall into one line', () => {
    const [first, second] = [1 - 2 / 100, 1 - 0.5 / 25];
    const total = 25 * first * second;
    const epochs: [string, number][] = [
      ['2024-01-01T20:00Z', 100],
      ['2024-01-15', 100 * first],
      ['2024-02-15', 25 * first],
      ['2024-03-15', total],
    ];
    for (const [fetched, price] of epochs) {
      const { closes, bases } = adjusted(
        seriesOf({ '2024-01-01': price }),
        'total',
        fetched,
        actions,
        'total',
      );
      expect(closes[0]).toBeCloseTo(total, 12);
      expect(bases).toEqual(['total']);
    }
  });

  test('dividends stay in prices that have them, whatever is asked for', () => {
    const one = seriesOf({ '2024-01-01': 98 });
    expect(adjusted(one, 'total', '2024-01-15', actions, 'raw')).toMatchObject({
      closes: [98],
      bases: ['total'],
    });
    expect(adjusted(one, 'total', '2024-01-15', actions, 'split')).toMatchObject({
      closes: [24.5],
      bases: ['total'],
    });
  });

  test('the close before a dividend may contain it already', () => {
    const [first, second] = [1 - 2 / 100, 1 - 0.5 / 25];
    const prior = {
      ts: at('2024-01-01'),
      close: 25 * first * second,
      basis: 'total',
      fetchedAt: at('2024-04-01'),
    } as const;
    const known = {
      ...actions,
      dividends: actions.dividends.map((dividend, index) =>
        index === 0 ? { ...dividend, prior } : dividend,
      ),
    };
    const { closes } = adjusted(seriesOf(traded), 'raw', null, known, 'total');
    expect(closes[0]).toBeCloseTo(25 * first * second, 12);
  });
});

const folder = '../shared/data/yahoo';

describe.skipIf(!existsSync(folder))("Yahoo's adjusted closes", () => {
  test('of MSFT over four dividends are those of our factors', () => {
    const name = `${folder}/historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.json`;
    const [chart] = JSON.parse(readFileSync(name, 'utf8')).body.chart.result;
    const day = (seconds: number): number => Math.floor(seconds / 86_400) * 86_400_000;
    const closes: number[] = chart.indicators.quote[0].close;
    const theirs: number[] = chart.indicators.adjclose[0].adjclose;
    const days: number[] = chart.timestamp.map(day);
    const dividends = Object.values<{ date: number; amount: number }>(chart.events.dividends).map(
      ({ date, amount }) => {
        const index = days.indexOf(day(date)) - 1;
        return {
          ts: day(date),
          amount,
          basis: 'raw' as const,
          fetchedAt: Number.NaN,
          prior: {
            ts: days[index] ?? 0,
            close: closes[index] ?? 0,
            basis: 'raw' as const,
            fetchedAt: Number.NaN,
          },
        };
      },
    );
    expect(dividends).toHaveLength(4);
    const prices = Object.fromEntries(
      days.map((ms, index) => [new Date(ms).toISOString(), closes[index] ?? 0]),
    );
    const ours = adjusted(seriesOf(prices), 'raw', null, { splits: [], dividends }, 'total').closes;
    // Dividends after the answer's last day are in theirs, too: one factor for all days.
    const later = (theirs.at(-1) ?? 0) / (ours.at(-1) ?? 1);
    for (const [index, close] of ours.entries())
      expect((close * later) / (theirs[index] ?? 0)).toBeCloseTo(1, 5);
  });
});
