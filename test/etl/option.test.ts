import { describe, expect, test } from 'vitest';
import type { EpochMicros, TickerSymbol } from '../../src/domain/nominal.ts';
import type { RawRow } from '../../src/domain/raw-row.ts';
import { composeOccSymbol } from '../../src/etl/legacy/occ-symbol.ts';
import { validateOptionRow } from '../../src/etl/legacy/option.ts';
import { context, defectOf, micros, option, recordOf } from './rows.ts';

const defectWith = (change: RawRow) => defectOf(validateOptionRow({ ...option, ...change }, context));
const recordWith = (change: RawRow) => recordOf(validateOptionRow({ ...option, ...change }, context));

test('a sound row becomes a record, quoted when it was last written', () => {
  expect(recordWith({})).toEqual({
    contract: 'AAPL270115C00192500',
    contractDerived: false,
    ts: micros('2025-08-01T13:05:00.037Z'),
    symbol: 'AAPL',
    expiration: micros('2027-01-15T00:00:00Z'),
    strike: 192.5,
    lastPrice: 1.25,
    bid: 1.2,
    ask: 1.3,
    volume: 10n,
    openInterest: null,
    impliedVolatility: 0.3,
    inTheMoney: false,
    createdAt: micros('2025-08-01T13:05:00Z'),
    updatedAt: micros('2025-08-01T13:05:00.037Z'),
  });
});

test('without updated_at the time of creation is the quote time', () => {
  expect(recordWith({ updated_at: null }).ts).toBe(micros('2025-08-01T13:05:00Z'));
});

describe('a missing contract symbol', () => {
  test.each([null, ''])('%j is composed', (contract) => {
    expect(recordWith({ contract_symbol: contract })).toMatchObject({
      contract: 'AAPL270115C00192500',
      contractDerived: true,
    });
  });

  test('is not composed for one of several rows with the same terms', () => {
    expect(defectWith({ id: 9n, contract_symbol: null })).toBe('duplicate_option');
    expect(defectWith({ id: 9n })).toBeNull();
  });

  const compose = (symbol: string, strike: number, right: 'call' | 'put' = 'put') =>
    composeOccSymbol({
      symbol: symbol as TickerSymbol,
      strike,
      right,
      expiration: (Date.UTC(2026, 0, 2) * 1_000) as EpochMicros,
    });

  test('is composed of root, date, right and thousandths', () => {
    expect(compose('BRK-B', 450)).toBe('BRKB260102P00450000');
    expect(compose('^SPX', 4_512.5, 'call')).toBe('SPX260102C04512500');
    expect(compose('A', 0.1 + 0.2)).toBe('A260102P00000300');
    expect(compose('A', 99_999.999)).toBe('A260102P99999999');
  });

  test('cannot be composed for a strike that has no such form', () => {
    for (const strike of [0.0005, 12.3456, 100_000]) expect(compose('A', strike)).toBeNull();
    expect(defectWith({ contract_symbol: null, strike: 12.3456 })).toBe('invalid_option');
    expect(recordWith({ strike: 12.3456 }).strike).toBe(12.3456);
  });
});

describe('accepted as it is', () => {
  test.each<[string, RawRow]>([
    ['an expiration long past', { expiration_date: '1999-01-15' }],
    ['an expiration far ahead', { expiration_date: '2099-01-15' }],
    ['prices of zero', { last_price: 0, bid: 0, ask: 0 }],
    [
      'nothing but its terms',
      { last_price: null, bid: null, ask: null, volume: null, implied_volatility: null, in_the_money: null },
    ],
  ])('%s', (_name, change) => {
    expect(defectWith(change)).toBeNull();
  });
});

describe('each defect', () => {
  test.each<[string, RawRow]>([
    ['symbol_case', { symbol: 'aapl' }],
    ['orphan_symbol', { symbol: 'IBM' }],
    ['invalid_option', { expiration_date: null }],
    ['unparseable_date', { expiration_date: '2021-02-30' }],
    ['invalid_option', { strike: null }],
    ['invalid_option', { strike: 0 }],
    ['invalid_option', { strike: -5 }],
    ['invalid_option', { strike: Number.POSITIVE_INFINITY }],
    ['text_in_number', { strike: '5' }],
    ['blob_in_number', { strike: new Uint8Array([5]) }],
    ['invalid_value', { contract_symbol: 5n }],
    ['invalid_value', { contract_symbol: 'A\0' }],
    ['unparseable_date', { created_at: null, updated_at: null }],
    ['unparseable_date', { created_at: 'soon' }],
    ['future_date', { updated_at: '2026-12-01 00:00:00' }],
    ['negative_price', { bid: -0.01 }],
    ['infinite_number', { ask: Number.POSITIVE_INFINITY }],
    ['invalid_value', { implied_volatility: -1 }],
    ['negative_volume', { open_interest: -1n }],
    ['fractional_count', { volume: 1.5 }],
    ['invalid_value', { in_the_money: 2n }],
    ['invalid_value', { in_the_money: 'true' }],
  ])('%s: %o', (defect, change) => {
    expect(defectWith(change)).toBe(defect);
  });
});
