import { definePattern } from './define-pattern.ts';

/** Patterns of one candle with a body, told by the length of body and shadows. */
export const singleLines = [
  definePattern({
    name: 'cdlbelthold',
    title: 'Belt-hold',
    looks: 'A long candle without a shadow where it opens.',
    says: 'White: buyers from the first trade on; black: sellers.',
    warmUp: 10,
    forms: [{ candles: [['white', 'long', 'lowerNone']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlclosingmarubozu',
    title: 'Closing Marubozu',
    looks: 'A long candle without a shadow where it closes.',
    says: 'White: the rise goes on; black: the fall does.',
    warmUp: 10,
    forms: [{ candles: [['white', 'long', 'upperNone']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlmarubozu',
    title: 'Marubozu',
    looks: 'A long candle without shadows.',
    says: 'One side ruled from open to close: buyers if white, sellers if black.',
    warmUp: 10,
    forms: [{ candles: [['white', 'long', 'upperNone', 'lowerNone']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdllongline',
    title: 'Long Line Candle',
    looks: 'A long body with short shadows.',
    says: 'A clear move: up if white, down if black.',
    warmUp: 10,
    forms: [{ candles: [['white', 'long', 'upperShort', 'lowerShort']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlshortline',
    title: 'Short Line Candle',
    looks: 'A short body with short shadows.',
    says: 'Little happened; the sign is that of the colour only.',
    warmUp: 10,
    forms: [{ candles: [['white', 'short', 'upperShort', 'lowerShort']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlspinningtop',
    title: 'Spinning Top',
    looks: 'A short body between two shadows that are longer than it.',
    says: 'Neither side won; the sign is that of the colour only.',
    warmUp: 10,
    forms: [{ candles: [['white', 'short', 'upperLong', 'lowerLong']], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlhighwave',
    title: 'High-wave Candle',
    looks: 'A short body between two shadows of more than twice its length.',
    says: 'Great uncertainty; the sign is that of the colour only.',
    warmUp: 10,
    forms: [{ candles: [['white', 'short', 'upperVeryLong', 'lowerVeryLong']], value: 100, mirrored: true }],
  }),
];
