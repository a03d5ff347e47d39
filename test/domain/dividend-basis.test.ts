import { expect, test } from 'vitest';
import { areAsPaid } from '../../src/domain/dividend-basis.ts';

const at = Date.parse;
/** Dividends of each quarter from 2019 on. */
function quarterly(amounts: readonly number[], fetchedAt = Number.NaN) {
  return amounts.map((amount, index) => ({
    ts: Date.UTC(2019, 1 + 3 * index, 10),
    amount,
    basis: 'split' as const,
    fetchedAt,
  }));
}
const four = [{ ts: at('2020-01-15'), ratio: 4 }];
const reverse = [{ ts: at('2020-01-15'), ratio: 0.1 }];

test.each([
  ['fall by the ratio', [0.8, 0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.2], four, true],
  ['fall by the ratio, with a raise', [0.77, 0.77, 0.77, 0.82, 0.23, 0.23], four, true],
  ['go on', [0.2, 0.2, 0.2, 0.2, 0.205, 0.205], four, false],
  ['go on, with a special dividend in between', [0.2, 0.2, 5, 0.2, 0.205, 0.205], four, false],
  ['rise by the ratio of a reverse split', [0.02, 0.02, 0.02, 0.02, 0.2, 0.2], reverse, true],
  ['go on at a reverse split, halved', [0.2, 0.2, 0.2, 0.2, 0.1, 0.1], reverse, false],
  ['are between the two', [0.4, 0.4, 0.4, 0.4, 0.2, 0.2], four, false],
  ['are on one side only', [0.8, 0.8, 0.8, 0.8], four, false],
  ['meet a split too small to tell', [0.8, 0.8, 0.8, 0.8, 0.7, 0.7], [{ ...four[0], ratio: 1.1 }], false],
] as [string, number[], typeof four, boolean][])('amounts that %s', (_, amounts, splits, expected) => {
  expect(areAsPaid(quarterly(amounts), splits)).toBe(expected);
});

test('two splits that contradict each other tell nothing', () => {
  const later = { ts: at('2021-01-15'), ratio: 2 };
  const amounts = [0.8, 0.8, 0.8, 0.8, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2];
  expect(areAsPaid(quarterly(amounts), [...four, later])).toBe(false);
  expect(
    areAsPaid(quarterly(amounts.map((one, index) => (index < 8 ? one : one / 2))), [...four, later]),
  ).toBe(true);
});

test('dividends that were fetched before the split tell nothing of it, nor do those that say what they are', () => {
  const amounts = [0.8, 0.8, 0.8, 0.8, 0.2, 0.2];
  expect(areAsPaid(quarterly(amounts, at('2019-12-31')), four)).toBe(false);
  const known = quarterly(amounts).map((one) => ({ ...one, basis: 'raw' as const }));
  expect(areAsPaid(known, four)).toBe(false);
});
