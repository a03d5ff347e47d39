import { definePattern } from './define-pattern.ts';

/** A doji closes about where it opened. Alone it is neither bullish nor bearish: TA-Lib's 100 says "there is one". */
export const dojis = [
  definePattern({
    name: 'cdldoji',
    title: 'Doji',
    looks: 'Open and close about equal.',
    says: 'Buyers and sellers in balance; after a long move it may be tiring.',
    warmUp: 10,
    forms: [{ candles: [['doji']], value: 100 }],
  }),
  definePattern({
    name: 'cdldragonflydoji',
    title: 'Dragonfly Doji',
    looks: 'A doji at the top of its range: a lower shadow and no upper one.',
    says: 'A fall was bought back; after a decline it hints at a rise.',
    warmUp: 10,
    forms: [{ candles: [['doji', 'upperNone', 'lowerSome']], value: 100 }],
  }),
  definePattern({
    name: 'cdlgravestonedoji',
    title: 'Gravestone Doji',
    looks: 'A doji at the bottom of its range: an upper shadow and no lower one.',
    says: 'A rise was sold off; after an advance it hints at a fall.',
    warmUp: 10,
    forms: [{ candles: [['doji', 'lowerNone', 'upperSome']], value: 100 }],
  }),
  definePattern({
    name: 'cdllongleggeddoji',
    title: 'Long-legged Doji',
    looks: 'A doji with at least one shadow longer than its body.',
    says: 'The price swung and came back: indecision.',
    warmUp: 10,
    forms: [
      { candles: [['doji', 'lowerLong']], value: 100 },
      { candles: [['doji', 'upperLong']], value: 100 },
    ],
  }),
  definePattern({
    name: 'cdlrickshawman',
    title: 'Rickshaw Man',
    looks: 'A doji near the middle of its range between two long shadows.',
    says: 'The price swung both ways and came back: indecision.',
    warmUp: 10,
    near: [0],
    forms: [
      {
        candles: [['doji', 'upperLong', 'lowerLong']],
        when(candle) {
          const middle = candle.low(0) + (candle.high(0) - candle.low(0)) / 2;
          return candle.bottom(0) <= middle + candle.near(0) && candle.top(0) >= middle - candle.near(0);
        },
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdltakuri',
    title: 'Takuri',
    looks: 'A dragonfly doji whose lower shadow is more than twice its body.',
    says: 'As the dragonfly: after a decline it hints at a rise.',
    warmUp: 10,
    forms: [{ candles: [['doji', 'upperNone', 'lowerVeryLong']], value: 100 }],
  }),
  definePattern({
    name: 'cdltristar',
    title: 'Tristar',
    looks: 'Three dojis; the second gaps below (above) the first, the third ends higher (lower) than it.',
    says: 'Rare; a fall (rise) may turn.',
    warmUp: 12,
    dojiBody: [2],
    forms: [
      {
        candles: [['doji'], ['gapDown'], []],
        when(candle) {
          const longest = candle.dojiBody(2);
          if (candle.body(1) > longest || candle.body(0) > longest) return false;
          return candle.bottom(0) > candle.bottom(1);
        },
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdldojistar',
    title: 'Doji Star',
    looks: 'A long candle and a doji with a gap in its direction.',
    says: 'The move has lost its force: after a black candle it may turn up, after a white one down.',
    warmUp: 11,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['doji', 'gapDown'],
        ],
        value: 100,
        mirrored: true,
      },
    ],
  }),
];
