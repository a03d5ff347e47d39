import { describe, expect, test } from 'vitest';
import { parseTimestamp } from '../../src/etl/legacy/timestamp.ts';
import { micros } from './rows.ts';

describe('timestamps in every spelling met', () => {
  test.each([
    ['2020-02-29', micros('2020-02-29T00:00:00Z')],
    ['1969-12-31', -86_400_000_000],
    ['2020-01-02 09:30:00', micros('2020-01-02T09:30:00Z')],
    ['2020-01-02T09:30:00', micros('2020-01-02T09:30:00Z')],
    ['2020-01-02 09:30:00Z', micros('2020-01-02T09:30:00Z')],
    ['2020-01-02T09:30:00.000001Z', micros('2020-01-02T09:30:00Z') + 1],
    ['2020-01-02 09:30:00.5', micros('2020-01-02T09:30:00Z') + 500_000],
    ['1998-01-02 23:59:59.999999', micros('1998-01-02T23:59:59Z') + 999_999],
    ['9999-12-31', micros('9999-12-31T00:00:00Z')],
  ])('%s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(expected);
  });

  test('agree with the platform on every day of four centuries', () => {
    for (let day = Date.UTC(1700, 0, 1); day < Date.UTC(2101, 0, 1); day += 86_400_000) {
      const text = new Date(day).toISOString().slice(0, 10);
      if (parseTimestamp(text) !== day * 1_000) expect(parseTimestamp(text), text).toBe(day * 1_000);
    }
  });
});

describe('text that is no timestamp', () => {
  test.each([
    '',
    '2021-02-30',
    '2021-02-29',
    '1900-02-29',
    '2021-13-01',
    '2021-00-10',
    '2021-04-31',
    '2021-01-00',
    '0000-01-01',
    '2021-1-01',
    '2021/01/01',
    '20210101',
    '2021-01-01 ',
    ' 2021-01-01',
    '2021-01-01Z',
    '2021-01-01 24:00:00',
    '2021-01-01 09:60:00',
    '2021-01-01 09:30:60',
    '2021-01-01 09:30',
    '2021-01-01 09:30:00.',
    '2021-01-01 09:30:00.1234567',
    '2021-01-01 09:30:00+02:00',
    '2021-01-01\n09:30:00',
    '２０２１-01-01',
    'yesterday',
  ])('%j', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  test('nor one that a double cannot hold to the microsecond', () => {
    expect(parseTimestamp('9999-12-31 23:59:59.000001')).toBeNull();
    expect(parseTimestamp('9999-12-31 23:59:59')).toBe(micros('9999-12-31T23:59:59Z'));
  });
});
