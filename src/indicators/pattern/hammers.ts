import { definePattern } from './define-pattern.ts';

/** Short bodies at one end of the range. The same candle means the opposite after a rise and after a fall. */
export const hammers = [
  definePattern({
    name: 'cdlhammer',
    title: 'Hammer',
    looks: 'A short body with a long lower and no upper shadow, at or below the low of the candle before.',
    says: 'Sellers were driven back; after a decline it hints at a rise.',
    warmUp: 11,
    near: [1],
    forms: [
      {
        candles: [[], ['short', 'lowerLong', 'upperNone']],
        when: (candle) => candle.bottom(0) <= candle.low(1) + candle.near(1),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlhangingman',
    title: 'Hanging Man',
    looks: 'A short body with a long lower and no upper shadow, at or above the high of the candle before.',
    says: 'Sellers have shown themselves; after an advance it hints at a fall.',
    warmUp: 11,
    near: [1],
    forms: [
      {
        candles: [[], ['short', 'lowerLong', 'upperNone']],
        when: (candle) => candle.bottom(0) >= candle.high(1) - candle.near(1),
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdlinvertedhammer',
    title: 'Inverted Hammer',
    looks: 'A short body with a long upper and no lower shadow, with a gap below the body before.',
    says: 'Buyers have shown themselves; after a decline it hints at a rise.',
    warmUp: 11,
    forms: [{ candles: [[], ['short', 'upperLong', 'lowerNone', 'gapDown']], value: 100 }],
  }),
  definePattern({
    name: 'cdlshootingstar',
    title: 'Shooting Star',
    looks: 'A short body with a long upper and no lower shadow, with a gap above the body before.',
    says: 'Buyers were driven back; after an advance it hints at a fall.',
    warmUp: 11,
    forms: [{ candles: [[], ['short', 'upperLong', 'lowerNone', 'gapUp']], value: -100 }],
  }),
];
