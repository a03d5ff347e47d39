import { expect, it } from 'vitest';
import { alignCloses, simpleReturns } from '../../src/allocation/returns.ts';
import type { BarSeries } from '../../src/domain/bar.ts';
import { seriesOf } from '../indicators/sample-series.ts';

const dayMs = 86_400_000;

/** Closes by day number. */
function daily(closes: Readonly<Record<number, number>>): BarSeries {
  const days = Object.keys(closes).map(Number);
  return { ...seriesOf(Object.values(closes)), ts: Float64Array.from(days, (day) => day * dayMs) };
}

it('keeps the times at which all have a price, and counts what is left out', () => {
  const everyDay = daily({ 1: 10, 2: 11, 3: 12, 4: 13, 5: 14 });
  const weekdays = daily({ 0: 5, 2: 6, 3: Number.NaN, 4: 7, 5: 0 });
  const { ts, closes, leftOut } = alignCloses([everyDay, weekdays]);
  expect(Array.from(ts, (time) => time / dayMs)).toEqual([2, 4]);
  expect(closes.map((column) => [...column])).toEqual([
    [11, 13],
    [6, 7],
  ]);
  // Of days 2 to 4, day 3.
  expect(leftOut).toEqual([1, 1]);
  expect([...(closes[0] ? simpleReturns(closes[0]) : [])]).toEqual([13 / 11 - 1]);
});

it('takes the latest of the common times, and none of no series', () => {
  const series = daily({ 1: 10, 2: 11, 3: 12 });
  expect([...(alignCloses([series, series], 2).closes[1] ?? [])]).toEqual([11, 12]);
  expect(alignCloses([]).ts).toHaveLength(0);
  expect(simpleReturns(new Float64Array(0))).toHaveLength(0);
});
