import { defineIndicator } from '../define-indicator.ts';

export const avgprice = defineIndicator({
  name: 'avgprice',
  aliases: [],
  title: 'Average price',
  group: 'price',
  formula: '(open + high + low + close) / 4',
  source: 'TA-Lib AVGPRICE',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  outputs: ['avgprice'],
  missingValues: 'restart',
  warmUp: () => 0,
  begin: () => null,
  advance(_, { open, high, low, close, outputs: { avgprice: output }, from, to }) {
    for (let index = from; index < to; index++) {
      const range = (high[index] as number) + (low[index] as number);
      // TA-Lib's order of additions.
      output[index] = (range + (close[index] as number) + (open[index] as number)) / 4;
    }
  },
});

export const medprice = defineIndicator({
  name: 'medprice',
  aliases: [],
  title: 'Median price',
  group: 'price',
  formula: '(high + low) / 2',
  source: 'TA-Lib MEDPRICE',
  inputs: ['high', 'low'],
  parameters: [],
  outputs: ['medprice'],
  missingValues: 'restart',
  warmUp: () => 0,
  begin: () => null,
  advance(_, { high, low, outputs: { medprice: output }, from, to }) {
    for (let index = from; index < to; index++) {
      output[index] = ((high[index] as number) + (low[index] as number)) / 2;
    }
  },
});

export const typprice = defineIndicator({
  name: 'typprice',
  aliases: [],
  title: 'Typical price',
  group: 'price',
  formula: '(high + low + close) / 3',
  source: 'TA-Lib TYPPRICE',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['typprice'],
  missingValues: 'restart',
  warmUp: () => 0,
  begin: () => null,
  advance(_, { high, low, close, outputs: { typprice: output }, from, to }) {
    for (let index = from; index < to; index++) {
      output[index] = ((high[index] as number) + (low[index] as number) + (close[index] as number)) / 3;
    }
  },
});

export const wclprice = defineIndicator({
  name: 'wclprice',
  aliases: [],
  title: 'Weighted close price',
  group: 'price',
  formula: '(high + low + 2 · close) / 4',
  source: 'TA-Lib WCLPRICE',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['wclprice'],
  missingValues: 'restart',
  warmUp: () => 0,
  begin: () => null,
  advance(_, { high, low, close, outputs: { wclprice: output }, from, to }) {
    for (let index = from; index < to; index++) {
      output[index] = ((high[index] as number) + (low[index] as number) + (close[index] as number) * 2) / 4;
    }
  },
});
