import { describe, expect, test } from 'vitest';
import type { RawRow } from '../../src/domain/raw-row.ts';
import { validatePriceRow } from '../../src/etl/legacy/price.ts';
import { context, defectOf, micros, price, recordOf } from './rows.ts';

const defectWith = (change: RawRow) => defectOf(validatePriceRow({ ...price, ...change }, context));
const recordWith = (change: RawRow) => recordOf(validatePriceRow({ ...price, ...change }, context));

test('a sound row becomes a record, to the microsecond', () => {
  expect(recordWith({})).toEqual({
    symbol: 'AAPL',
    interval: '1d',
    ts: micros('2020-01-02T00:00:00Z'),
    open: 10,
    high: 11,
    low: 9,
    close: 10.5,
    volume: 100n,
    createdAt: micros('2025-08-01T13:05:00Z'),
    updatedAt: micros('2025-08-01T13:05:00.037Z'),
  });
});

test('what the source does not know is null', () => {
  const { updated_at: _updated, ...generation1 } = price;
  const record = recordOf(validatePriceRow({ ...generation1, volume: null, created_at: null }, context));
  expect(record).toMatchObject({ volume: null, createdAt: null, updatedAt: null });
});

describe('accepted as it is', () => {
  test.each<[string, RawRow]>([
    ['close a hair above the high, as adjusting leaves it', { close_price: 11.000000000000002 }],
    ['open far below the low', { open_price: 0.01 }],
    ['all prices equal', { open_price: 5, high_price: 5, low_price: 5, close_price: 5 }],
    [
      'the cheapest and the dearest',
      { open_price: 1e-50, low_price: 1e-50, high_price: 1e50, close_price: 1e50 },
    ],
    ['BRK-A in pengő of July 1946', { high_price: 4e35 }],
    ['a coin of a trillionth of a cent, in bitcoin', { low_price: 1e-19 }],
    ['zero volume', { volume: 0n }],
    ['integers in a column without affinity', { open_price: 10n }],
    ['a whole volume stored as a real', { volume: 100 }],
    ['a daily bar written as midnight', { date: '2020-01-02 00:00:00.000000' }],
    ['an intraday bar at midnight', { interval: '1h', date: '2020-01-02 00:00:00' }],
    ['today in a zone ahead of UTC', { date: '2026-11-23' }],
    ['a week by its first day', { interval: '1wk', date: '2020-01-06' }],
  ])('%s', (_name, change) => {
    expect(defectWith(change)).toBeNull();
  });
});

describe('each defect', () => {
  test.each<[string, RawRow]>([
    ['symbol_case', { symbol: 'aapl' }],
    ['symbol_case', { symbol: 'bac' }],
    ['symbol_invalid', { symbol: null }],
    ['symbol_invalid', { symbol: '' }],
    ['symbol_invalid', { symbol: ' AAPL' }],
    ['symbol_invalid', { symbol: 'straße' }],
    ['symbol_invalid', { symbol: new Uint8Array([65]) }],
    ['invalid_value', { symbol: 'AAPL\0' }],
    ['orphan_symbol', { symbol: 'IBM' }],
    ['missing_interval', { interval: null }],
    ['missing_interval', { interval: '' }],
    ['interval_alias', { interval: '60m' }],
    ['unknown_interval', { interval: '7q' }],
    ['unknown_interval', { interval: 'toString' }],
    ['unknown_interval', { interval: 1n }],
    ['unparseable_date', { date: '2021-02-30' }],
    ['unparseable_date', { date: null }],
    ['unparseable_date', { date: 20_200_102n }],
    ['unparseable_date', { date: '2020-01-02 16:00:00' }],
    ['invalid_value', { date: '2020-01-02\0' }],
    ['intraday_without_time', { interval: '1h' }],
    ['unparseable_date', { interval: '1h', date: '2021-02-30' }],
    ['future_date', { date: '2026-11-24' }],
    ['text_in_number', { open_price: '1O.5' }],
    ['text_in_number', { close_price: '12.5' }],
    ['text_in_number', { volume: '12' }],
    ['blob_in_number', { open_price: new Uint8Array([1]) }],
    ['blob_in_number', { volume: new Uint8Array([1]) }],
    ['infinite_number', { high_price: Number.POSITIVE_INFINITY }],
    ['infinite_number', { low_price: Number.NEGATIVE_INFINITY }],
    ['infinite_number', { volume: Number.POSITIVE_INFINITY }],
    ['invalid_value', { open_price: 9_007_199_254_740_993n }],
    ['missing_prices', { open_price: null, high_price: null, low_price: null, close_price: null }],
    ['missing_price', { open_price: null }],
    ['missing_price', { close_price: null }],
    ['negative_price', { low_price: -9 }],
    ['negative_price', { open_price: 0, low_price: -9 }],
    ['zero_price', { close_price: 0 }],
    ['zero_price', { close_price: -0 }],
    ['extreme_price', { high_price: 1e308 }],
    ['extreme_price', { close_price: 5e-324 }],
    ['extreme_price', { open_price: 1.000001e50, high_price: 2e50 }],
    ['extreme_price', { low_price: 9.999999e-51 }],
    ['high_below_low', { high_price: 8.9 }],
    ['negative_volume', { volume: -1n }],
    ['fractional_count', { volume: 0.5 }],
    ['invalid_value', { volume: 1e300 }],
    ['unparseable_date', { created_at: 'now' }],
    ['unparseable_date', { updated_at: 1n }],
  ])('%s: %o', (defect, change) => {
    expect(defectWith(change)).toBe(defect);
  });
});

describe('of several defects the first counts', () => {
  test.each<[string, RawRow]>([
    ['symbol_case', { symbol: 'ibm', interval: null }],
    ['interval_alias', { interval: '60m', date: '2020-01-02' }],
    ['missing_interval', { interval: null, date: '2021-02-30' }],
    ['unparseable_date', { date: '2199-02-30', close_price: 0 }],
    ['future_date', { date: '2199-01-01', close_price: 0 }],
    ['text_in_number', { open_price: 'x', close_price: null }],
    ['negative_price', { high_price: -2, low_price: -1 }],
    ['negative_price', { low_price: -1, high_price: 1e308 }],
    ['extreme_price', { high_price: 5e-324 }],
    ['high_below_low', { high_price: 1, volume: -1n }],
  ])('%s: %o', (defect, change) => {
    expect(defectWith(change)).toBe(defect);
  });
});

test('a failure that is no defect is not swallowed', () => {
  const broken = new Proxy(price, {
    get: () => {
      throw new RangeError('broken');
    },
  });
  expect(() => validatePriceRow(broken, context)).toThrow(RangeError);
});

test('ten thousand rows take no noticeable time', () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => ({ ...price, open_price: 10 + index / 1e6 }));
  const started = performance.now();
  const sound = rows.filter((row) => validatePriceRow(row, context).ok).length;
  expect(sound).toBe(10_000);
  // Measured 450 rows/ms, so about 22 ms; a wide margin, since other work may share the machine.
  expect(performance.now() - started).toBeLessThan(1_000);
});
