import { expect, test } from 'vitest';
import { narrowingNote } from '../../../src/manager/forecast/narrowing.ts';

const points = (...widths: readonly (number | null)[]) =>
  widths.map((width) => ({
    lower: width === null ? null : 100 - width,
    upper: width === null ? null : 100 + width,
  }));

test('intervals that narrow with distance are explained, others are not', () => {
  expect(narrowingNote(points(1, 2, 2, 5))).toEqual([]);
  expect(narrowingNote(points(null, null))).toEqual([]);
  expect(narrowingNote(points(1, null, 3, 2.5, 4))).toEqual([expect.stringContaining('narrower')]);
});
