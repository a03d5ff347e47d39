import { defineIndicator } from '../define-indicator.ts';
import type { Columns, IndicatorDefinition, InputColumn } from '../definition.ts';
import { valueAt } from '../typed-array.ts';

export const avgprice = priceOf('avgprice', 'Average price', '(open + high + low + close) / 4', {
  inputs: ['open', 'high', 'low', 'close'],
  // TA-Lib's order of additions.
  value: ({ open, high, low, close }, index) =>
    (valueAt(high, index) + valueAt(low, index) + valueAt(close, index) + valueAt(open, index)) / 4,
});

export const medprice = priceOf('medprice', 'Median price', '(high + low) / 2', {
  inputs: ['high', 'low'],
  value: ({ high, low }, index) => (valueAt(high, index) + valueAt(low, index)) / 2,
});

export const typprice = priceOf('typprice', 'Typical price', '(high + low + close) / 3', {
  inputs: ['high', 'low', 'close'],
  value: ({ high, low, close }, index) =>
    (valueAt(high, index) + valueAt(low, index) + valueAt(close, index)) / 3,
});

export const wclprice = priceOf('wclprice', 'Weighted close price', '(high + low + 2 · close) / 4', {
  inputs: ['high', 'low', 'close'],
  value: ({ high, low, close }, index) =>
    (valueAt(high, index) + valueAt(low, index) + valueAt(close, index) * 2) / 4,
});

interface PriceOf {
  readonly inputs: readonly InputColumn[];
  value(columns: Columns, index: number): number;
}

/** An indicator that makes one price of each bar. */
function priceOf(
  name: string,
  title: string,
  formula: string,
  { inputs, value }: PriceOf,
): IndicatorDefinition {
  return defineIndicator({
    name,
    aliases: [],
    title,
    group: 'price',
    formula,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs,
    parameters: [],
    outputs: [name],
    missingValues: 'restart',
    warmUp: () => 0,
    begin: () => null,
    advance(_, work) {
      const output = work.outputs[name];
      if (output === undefined) return;
      for (let index = work.from; index < work.to; index++) output[index] = value(work, index);
    },
  });
}
