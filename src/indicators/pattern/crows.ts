import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';

/** Whether a black candle opens within the black body before it. */
function opensWithin(candles: Candles, back: number): boolean {
  return candles.open(back) < candles.open(back + 1) && candles.open(back) > candles.close(back + 1);
}

/** Black candles in a row. */
export const crows = [
  definePattern({
    name: 'cdl2crows',
    title: 'Two Crows',
    looks:
      'A long white candle, a black one above it, then a black one from within that down into the first body.',
    says: 'After an advance it hints at a fall.',
    warmUp: 12,
    forms: [
      {
        candles: [['white', 'long'], ['black', 'gapUp'], ['black']],
        when: (candle) =>
          opensWithin(candle, 0) && candle.close(0) > candle.open(2) && candle.close(0) < candle.close(2),
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdlupsidegap2crows',
    title: 'Upside Gap Two Crows',
    looks:
      'A long white candle, a modest black one above it, then a black one that covers it, still above the first.',
    says: 'After an advance it hints at a fall.',
    warmUp: 12,
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['black', 'modest', 'gapUp'],
          ['black', 'closesLower'],
        ],
        when: (candle) => candle.open(0) > candle.open(1) && candle.close(0) > candle.close(2),
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdl3blackcrows',
    title: 'Three Black Crows',
    looks:
      'After a white candle three falling black ones without lower shadows, each opening in the body before.',
    says: 'After an advance the price turns down.',
    warmUp: 13,
    forms: [
      {
        candles: [
          ['white'],
          ['black', 'lowerNone'],
          ['black', 'lowerNone', 'closesLower'],
          ['black', 'lowerNone', 'closesLower'],
        ],
        when: (candle) =>
          opensWithin(candle, 1) && opensWithin(candle, 0) && candle.high(3) > candle.close(2),
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdlidentical3crows',
    title: 'Identical Three Crows',
    looks:
      'Three falling black candles without lower shadows, each opening about where the one before closed.',
    says: 'After an advance the price turns down.',
    warmUp: 12,
    near: [2, 1],
    forms: [
      {
        candles: [
          ['black', 'lowerNone'],
          ['black', 'lowerNone', 'closesLower'],
          ['black', 'lowerNone', 'closesLower'],
        ],
        when: (candle) =>
          candle.equal(candle.open(1), candle.close(2), 2) &&
          candle.equal(candle.open(0), candle.close(1), 1),
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdl3starsinsouth',
    title: 'Three Stars in the South',
    looks:
      'Three black candles, each within the reach of the one before: a long one with a long lower shadow, a smaller one, a short one without shadows.',
    says: 'Selling dries up; after a decline it hints at a rise.',
    warmUp: 12,
    forms: [
      {
        candles: [
          ['black', 'long', 'lowerLong'],
          ['black', 'lowerSome'],
          ['black', 'short', 'lowerNone', 'upperNone', 'inside'],
        ],
        when: (candle) =>
          candle.body(1) < candle.body(2) &&
          candle.open(1) > candle.close(2) &&
          candle.open(1) <= candle.high(2) &&
          candle.low(1) < candle.close(2) &&
          candle.low(1) >= candle.low(2),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlunique3river',
    title: 'Unique Three River',
    looks:
      'A long black candle, a black one within its body with a lower low, then a short white one above that low.',
    says: 'After a decline it hints at a rise.',
    warmUp: 12,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['black', 'closesHigher'],
          ['white', 'short'],
        ],
        when: (candle) =>
          candle.open(1) <= candle.open(2) && candle.low(1) < candle.low(2) && candle.open(0) > candle.low(1),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlconcealbabyswall',
    title: 'Concealing Baby Swallow',
    looks:
      'Two black marubozus, a black candle from below with a shadow up into the second, then a black one that covers it with its shadows.',
    says: 'Rare; after a decline it hints at a rise.',
    warmUp: 13,
    forms: [
      {
        candles: [
          ['black', 'lowerNone', 'upperNone'],
          ['black', 'lowerNone', 'upperNone'],
          ['black', 'gapDown', 'upperSome'],
          ['black'],
        ],
        when: (candle) =>
          candle.high(1) > candle.close(2) &&
          candle.high(0) > candle.high(1) &&
          candle.low(0) < candle.low(1),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlladderbottom',
    title: 'Ladder Bottom',
    looks:
      'Three black candles that step down, a black one with an upper shadow, then a white one from above its body to above its high.',
    says: 'After a decline it hints at a rise.',
    warmUp: 14,
    forms: [
      {
        candles: [
          ['black'],
          ['black', 'closesLower'],
          ['black', 'closesLower'],
          ['black', 'upperSome'],
          ['white'],
        ],
        when: (candle) =>
          candle.open(4) > candle.open(3) &&
          candle.open(3) > candle.open(2) &&
          candle.open(0) > candle.open(1) &&
          candle.close(0) > candle.high(1),
        value: 100,
      },
    ],
  }),
];
