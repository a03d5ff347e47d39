import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import type { BarValues, IndicatorDefinition } from '../../src/indicators/definition.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { randomSeries, seriesOf, sliceSeries } from './sample-series.ts';

const all = indicatorCatalogue.map((definition) => [definition.name, definition] as const);
const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

function barAt(series: BarSeries, index: number): BarValues {
  return Object.fromEntries(columns.map((column) => [column, series[column][index] ?? Number.NaN]));
}

function withGaps(series: BarSeries): BarSeries {
  const copy = sliceSeries(series, 0, series.close.length);
  for (const bar of [0, 200, 201, 450]) copy.close[bar] = Number.NaN;
  copy.high[300] = Number.POSITIVE_INFINITY;
  copy.volume[320] = Number.NaN;
  copy.open[340] = Number.NaN;
  return copy;
}

/** What the batch calculation knows at each bar: a line drawn earlier than its bar is not known there yet. */
function batch(definition: IndicatorDefinition, series: BarSeries, params: Readonly<Record<string, number>>) {
  const outputs = definition.compute(series, params);
  const isLate = (output: string) => output === 'lagging' && (params['displacement'] ?? 0) > 0;
  return Array.from(series.close, (_, index) =>
    Object.fromEntries(
      definition.outputs.map((output) => [
        output,
        isLate(output) ? Number.NaN : (outputs[output]?.[index] ?? Number.NaN),
      ]),
    ),
  );
}

const inputs = {
  'a random walk longer than the first buffer': randomSeries(700),
  'a series with gaps': withGaps(randomSeries(600, 7)),
  'a price that stands still': seriesOf(new Array<number>(300).fill(100.1)),
  'numbers near overflow': seriesOf(
    Array.from({ length: 200 }, (_, index) => (index % 2 ? 1.7e308 : -1.7e308)),
  ),
};

describe.each(Object.entries(inputs))('%s, bar by bar', (_, series) => {
  test.each(all)('%s equals the batch to the bit, also for a forming bar', (_name, definition) => {
    const params = resolveParameters(definition);
    const live = definition.live(params);
    const expected = batch(definition, series, params);
    const forming = { ts: 0, open: 3, high: 1e6, low: 1e-3, close: 5, volume: 7e9 };
    for (const [index, values] of expected.entries()) {
      // A bar that is still forming passes through other values first, and through a missing one.
      live.peek(forming);
      live.peek({});
      expect(live.peek(barAt(series, index)), `peek at bar ${index}`).toEqual(values);
      expect(live.push(barAt(series, index)), `push at bar ${index}`).toEqual(values);
    }
  });
});
