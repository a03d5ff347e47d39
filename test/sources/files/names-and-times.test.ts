import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFileName } from '../../../src/sources/files/file-name.ts';
import { quickNumber } from '../../../src/sources/files/numbers.ts';
import { intervalOfSteps } from '../../../src/sources/files/spacing.ts';
import { parseWallTime } from '../../../src/sources/files/wall-time.ts';
import { LocalClock } from '../../../src/sources/files/zone.ts';
import { readOne } from './support.ts';

test.each([
  ['/data/AAPL-1h.csv.gz', 'AAPL', '1h'],
  ['AAPL.csv', 'AAPL', null],
  ['daily/us/aapl.us.txt', 'AAPL', null],
  ['barc.uk.txt', 'BARC.L', null],
  ['^spx_d.csv', '^SPX', '1d'],
  ['brk-b_us_w.csv', 'BRK-B', '1wk'],
  ['BRK-B.csv', 'BRK-B', null],
  ['BTC-USD-60m.csv', 'BTC-USD', '1h'],
  ['EURUSD=X_1d.parquet', 'EURUSD=X', '1d'],
  ['MSFT (2).csv', 'MSFT', null],
  ['USDJPY_H1.csv', 'USDJPY', '1h'],
  ['prices.csv', null, null],
  ['HistoricalData_1700000000000.csv', null, null],
  ['2020-01-02.csv', null, null],
])('the name %s says %s and %s', (name, symbol, interval) => {
  expect(readFileName(name)).toEqual({ symbol, interval });
});

test.each([
  ['2020-01-02T14:30:00.25Z', '2020-01-02T14:30:00.250Z'],
  ['20200102 14:30', '2020-01-02T14:30:00.000Z'],
  ['2020/1/2', '2020-01-02T00:00:00.000Z'],
  ['Jan 02, 2020', '2020-01-02T00:00:00.000Z'],
  ['2-Jan-20', '2020-01-02T00:00:00.000Z'],
  ['02.01.2020 2:05 PM', '2020-01-02T14:05:00.000Z'],
  ['1577975400', '2020-01-02T14:30:00.000Z'],
  ['1577975400000', '2020-01-02T14:30:00.000Z'],
  ['1577975400000000000', '2020-01-02T14:30:00.000Z'],
])('%s is a time', (text, expected) => {
  expect(new Date((parseWallTime(text, 'ymd')?.micros ?? Number.NaN) / 1_000).toISOString()).toBe(expected);
});

test.each(['2020-02-30', '2020-01-02 25:00', '2020-01-02 14:30 CET', '01/02/2020', '13 PM', 'today', ''])(
  '%j is none',
  (text) => {
    expect(parseWallTime(text, 'ymd')).toBeNull();
  },
);

describe('local clocks', () => {
  const newYork = new LocalClock('America/New_York');
  const utcOf = (wall: string) => {
    const utc = newYork.toUtc(Date.parse(`${wall}Z`) * 1_000);
    return utc === null ? null : new Date(utc / 1_000).toISOString().slice(0, 16);
  };
  test('in winter, in summer, and where clocks are changed', () => {
    expect(utcOf('2020-01-02T09:30')).toBe('2020-01-02T14:30');
    expect(utcOf('2020-07-01T09:30')).toBe('2020-07-01T13:30');
    expect(utcOf('2020-03-08T01:59')).toBe('2020-03-08T06:59');
    expect(utcOf('2020-03-08T02:30')).toBeNull();
    expect(utcOf('2020-03-08T03:00')).toBe('2020-03-08T07:00');
    // Named twice: the earlier.
    expect(utcOf('2020-11-01T01:30')).toBe('2020-11-01T05:30');
  });
});

test('intervals from spacing: weekends do not count, a mixture is refused', () => {
  const day = 86_400_000_000;
  expect(intervalOfSteps([day, day, 3 * day, day, 4 * day])).toBe('1d');
  expect(intervalOfSteps([31 * day, 28 * day, 31 * day, 30 * day])).toBe('1mo');
  expect(intervalOfSteps([-7 * day, -7 * day])).toBe('1wk');
  expect(intervalOfSteps([60_000_000, 60_000_000, 17 * day])).toBe('1m');
  expect(intervalOfSteps([60_000_000, 300_000_000])).toBeNull();
  expect(intervalOfSteps([])).toBeNull();
});

test('numbers read from bytes are those that the language reads', () => {
  let state = 7;
  for (let round = 0; round < 20_000; round += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const digits = String(state * 4_099 + round).slice(0, 1 + (round % 15));
    const point = state % (digits.length + 1);
    const text = `${round % 3 === 0 ? '-' : ''}${digits.slice(0, point)}${round % 2 ? '.' : ''}${digits.slice(point)}`;
    const bytes = Buffer.from(text);
    expect(quickNumber(bytes, 0, bytes.length, 46), text).toBe(Number(text));
  }
  for (const text of ['', '-', '.', '1.2.3', '1e5', ' 1', '0x1', '1234567890123456']) {
    const bytes = Buffer.from(text);
    expect(quickNumber(bytes, 0, bytes.length, 46), text).toBeNaN();
  }
});

const real = join(import.meta.dirname, '../../../../shared/data/csv/AAPL-1h.csv.gz');

describe.skipIf(!existsSync(real))('real hourly bars', () => {
  test('are all read', async () => {
    const { bars } = await readOne(real);
    expect(bars).toHaveLength(40_831);
    expect(bars.every((bar) => typeof bar.ts === 'number' && typeof bar.close === 'number')).toBe(true);
    expect(bars.every(({ volume }) => Number.isInteger(volume))).toBe(true);
  });
});
