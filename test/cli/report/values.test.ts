import { expect, test } from 'vitest';
import { candlesOf } from '../../../src/cli/report/values.ts';
import { seriesOf } from '../../indicators/sample-series.ts';

test('each column of the candles is that of the bars, and null where a bar has no number', () => {
  const series = {
    ...seriesOf([1, 2]),
    ts: Float64Array.of(10, 20),
    open: Float64Array.of(1, 2),
    high: Float64Array.of(3, 4),
    low: Float64Array.of(5, Number.NaN),
    close: Float64Array.of(7, 8),
    volume: Float64Array.of(9, Number.POSITIVE_INFINITY),
  };
  expect(candlesOf(series)).toEqual({
    ts: [10, 20],
    open: [1, 2],
    high: [3, 4],
    low: [5, null],
    close: [7, 8],
    volume: [9, null],
  });
});
