import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RawBar } from '../../src/domain/raw-bar.ts';
import { bar, barsClosing, judge, micros, origin, rulesMet, weekdays } from './bar-samples.ts';

describe('judging bars', () => {
  test('every delivered row is counted once: stored, merged or quarantined', () => {
    const rows = barsClosing([100, 101, 300, 100, 101, 102, 100]);
    rows.push({ ...(rows[0] as RawBar) }, { ...(rows[1] as RawBar), close: 101.5 }, bar('?'));
    const { bars, quarantined, tallies } = judge(rows);
    expect(tallies).toEqual([
      { symbol: 'VOD.L', interval: '1d', fetched: 10, merged: 1, quarantined: 3, flagged: 0, mended: 0 },
    ]);
    expect(bars).toHaveLength(6);
    expect(quarantined.map(({ raw, rule }) => [raw.position, rule])).toEqual([
      [1, 'unreadable_time'],
      [2, 'twin_differs'],
      [3, 'outlier'],
    ]);
    expect(bars[1]?.close).toBe(101.5);
  });

  test('batches of any size give the same bars, flags and counts', () => {
    const closes = Array.from({ length: 60 }, (_, index) => 100 + (index % 7) + (index === 20 ? 300 : 0));
    const rows = barsClosing(closes.map((close, index) => (index >= 40 ? close / 2 : close)));
    const whole = judge(rows);
    expect(rulesMet(whole)).toEqual(['unknown_split', 'outlier']);
    for (const size of [1, 3, 7, 59]) {
      const { bars, notes, quarantined, tallies } = judge(rows, {}, size);
      expect({ bars, notes, quarantined, tallies }).toEqual(whole);
    }
  });

  test('rows in descending order are judged as in ascending order', () => {
    const rows = barsClosing([100, 101, 300, 100, 101, 102, 100]);
    expect(judge([...rows].reverse()).bars).toEqual(judge(rows).bars);
  });

  test('a known split explains a jump of raw prices, and only one at its time', () => {
    const rows = barsClosing([100, 101, 102, 51, 50, 51]);
    const at = (index: number) => ({
      splitsOf: () => [{ ts: weekdays('2024-05-06', 6)[index] ?? origin.fetchedAt, ratio: 2 }],
    });
    expect(rulesMet(judge(rows))).toEqual(['unknown_split']);
    expect(rulesMet(judge(rows, at(3)))).toEqual([]);
    expect(rulesMet(judge(rows, at(5)))).not.toEqual([]);
  });

  test('where a series moves by itself, a move like its others is no jump', () => {
    const wild = Array.from({ length: 40 }, (_, index) => 100 * 1.6 ** (index % 2));
    expect(rulesMet(judge(barsClosing([...wild, 100, 190, 100, 160, 100])))).not.toContain('outlier');
    expect(rulesMet(judge(barsClosing([...wild.map(() => 100), 100, 190, 100, 100, 100])))).toEqual([
      'outlier',
    ]);
  });

  test('a bar in another unit is mended only where both sides agree and the currency has one', () => {
    const mixed = barsClosing([100, 101, 1.02, 100, 101]);
    expect(judge(mixed).bars[2]).toMatchObject({ close: 102, open: 102 });
    expect(rulesMet(judge(mixed, { origin: { ...origin, currency: 'USD' } }))).toEqual(['outlier']);
    expect(rulesMet(judge(barsClosing([100, 101, 1.02, 1, 1.01, 1])))).toEqual(['unclear_unit']);
  });

  test('float noise of adjusted prices is no disorder, and the range holds open and close', () => {
    const [stored] = judge([bar(micros('2024-05-06'), { high: 102, close: 102.00000001 })]).bars;
    expect(stored).toMatchObject({ close: 102.00000001, high: 102.00000001 });
    expect(rulesMet(judge([bar(micros('2024-05-06'), { high: 102, close: 102.01 })]))).toEqual([
      'outside_range',
    ]);
  });

  test('without volumes in a series, a move without volume means nothing', () => {
    const rows = barsClosing([100, 101, 102, 101], { volume: 0 });
    expect(rulesMet(judge(rows))).toEqual([]);
  });

  test('a session is only judged where its calendar is known', () => {
    const saturday = [bar(micros('2024-05-11'))];
    expect(rulesMet(judge(saturday))).toEqual(['closed_day']);
    expect(rulesMet(judge(saturday, { calendarOf: () => null }))).toEqual([]);
  });

  test('intraday bars begin at a multiple of their interval from the full hour or from the opening', () => {
    const hourly = (time: string) =>
      rulesMet(judge([bar(micros(`2024-05-10T${time}Z`), { interval: '1h' })]));
    expect(hourly('08:00:00')).toEqual([]);
    expect(hourly('08:30:00')).toEqual(['misaligned_time']);
    const open830 = {
      dayOf: () => 0 as never,
      sessionOn: () => ({
        open: Date.parse('2024-05-10T08:30Z') as never,
        close: Date.parse('2024-05-10T16:30Z') as never,
      }),
    };
    const row = [bar(micros('2024-05-10T09:30:00Z'), { interval: '1h' })];
    expect(rulesMet(judge(row, { calendarOf: () => open830 }))).toEqual([]);
  });
});

const folder = '../shared/data/csv';

/** Unadjusted hourly bars. */
function hourly(symbol: string): RawBar[] {
  const lines = gunzipSync(readFileSync(`${folder}/${symbol}-1h.csv.gz`))
    .toString()
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line, index) => {
    const [name = '', interval = '', ts = '', open, high, low, close, volume] = line.split(',');
    const prices = { open: Number(open), high: Number(high), low: Number(low), close: Number(close) };
    return {
      position: index + 2,
      symbol: name,
      interval,
      ts: micros(ts),
      ...prices,
      adjClose: null,
      volume: Number(volume),
    };
  });
}

describe.skipIf(!existsSync(folder))('real bars of 23 years', () => {
  const without = { asked: null, calendarOf: () => null };
  const days = (symbol: string) => {
    const { notes, quarantined } = judge(hourly(symbol), without, 20_000);
    return {
      splits: notes.flatMap(({ rule, ts }) =>
        rule === 'unknown_split' ? [new Date(ts / 1000).toISOString().slice(0, 10)] : [],
      ),
      quarantined: quarantined.map(({ raw, rule }) => [
        rule,
        new Date(Number(raw.ts) / 1000).toISOString(),
        'open' in raw && raw.open,
      ]),
    };
  };

  test("AAPL's splits are found, and the day on which it fell by half", () => {
    expect(days('AAPL')).toEqual({
      splits: ['2000-06-21', '2000-09-29', '2005-02-28', '2014-06-09', '2020-08-31'],
      quarantined: [],
    });
  });

  test("IBM's split is found, and an opening price of twice the others is set aside", () => {
    expect(days('IBM')).toEqual({
      splits: ['1999-05-27'],
      quarantined: [['outlier', '2002-12-23T14:00:00.000Z', 159.58]],
    });
  });

  test('SPY had neither', () => {
    expect(days('SPY')).toEqual({ splits: [], quarantined: [] });
  });
});
