import { expect, test } from 'vitest';
import {
  formatCount,
  formatDecimal,
  formatLevel,
  formatMoney,
  formatPercent,
  formatPrice,
  formatVolume,
} from '../../../src/cli/output/numbers.ts';

const all = [formatPrice, formatMoney, formatDecimal, formatCount, formatPercent, formatVolume];

test('a level keeps what it needs to be told from certainty', () => {
  expect([0.9, 0.95, 0.975, 0.99, 0.999].map(formatLevel)).toEqual(['90', '95', '97.5', '99', '99.9']);
});

test('what is missing is a dash, never NaN', () => {
  for (const format of all) {
    expect([format(Number.NaN), format(null), format(undefined)]).toEqual(['–', '–', '–']);
    expect([format(Number.POSITIVE_INFINITY), format(Number.NEGATIVE_INFINITY)]).toEqual(['∞', '-∞']);
  }
});

test.each([
  [189.97999572753906, '189.98'],
  [1234.5, '1,234.50'],
  [0.01234, '0.0123'],
  [1.2345, '1.2345'],
  [-3, '-3.00'],
])('price %d', (value, text) => expect(formatPrice(value)).toBe(text));

test.each([
  [950, '950'],
  [0, '0'],
  [999.6, '1,000'],
  [1234, '1.2K'],
  [999_949, '999.9K'],
  [999_950, '1.0M'],
  [1_234_567, '1.2M'],
  [-2_500_000_000, '-2.5B'],
  [3_000_000_000_000n, '3.0T'],
])('volume %d', (value, text) => expect(formatVolume(value)).toBe(text));

test('money, counts and percentages', () => {
  expect([formatMoney(1234.5), formatMoney(-3), formatMoney(-0.001)]).toEqual([
    '$1,234.50',
    '-$3.00',
    '$0.00',
  ]);
  expect([formatCount(1234567), formatCount(12n)]).toEqual(['1,234,567', '12']);
  expect([formatPercent(12.345), formatPercent(1, { decimals: 0 })]).toEqual(['12.35%', '1%']);
  const signed = (value: number) => formatPercent(value, { signed: true });
  expect([signed(5), signed(-5), signed(0.0001), signed(-0.0001)]).toEqual([
    '+5.00%',
    '-5.00%',
    '0.00%',
    '0.00%',
  ]);
});
