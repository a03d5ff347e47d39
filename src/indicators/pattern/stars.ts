import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';

/** Three candles: a long one, a star with a gap, and one that comes back into the body of the first. */
function closesIntoFall(candles: Candles, penetration: number): boolean {
  return candles.close(0) > candles.close(2) + candles.body(2) * penetration;
}

function closesIntoRise(candles: Candles, penetration: number): boolean {
  return candles.close(0) < candles.close(2) - candles.body(2) * penetration;
}

export const stars = [
  definePattern({
    name: 'cdlmorningstar',
    title: 'Morning Star',
    looks:
      'A long black candle, a modest body below it, then a long white one that closes well within the first.',
    says: 'After a decline it hints at a rise.',
    warmUp: 12,
    penetration: 0.3,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['modest', 'gapDown'],
          ['white', 'long'],
        ],
        when: closesIntoFall,
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlmorningdojistar',
    title: 'Morning Doji Star',
    looks: 'A long black candle, a doji below it, then a long white one that closes well within the first.',
    says: 'After a decline it hints at a rise.',
    warmUp: 12,
    penetration: 0.3,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['doji', 'gapDown'],
          ['white', 'long'],
        ],
        when: closesIntoFall,
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdleveningstar',
    title: 'Evening Star',
    looks:
      'A long white candle, a modest body above it, then a long black one that closes well within the first.',
    says: 'After an advance it hints at a fall.',
    warmUp: 12,
    penetration: 0.3,
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['modest', 'gapUp'],
          ['black', 'long'],
        ],
        when: closesIntoRise,
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdleveningdojistar',
    title: 'Evening Doji Star',
    looks: 'A long white candle, a doji above it, then a long black one that closes well within the first.',
    says: 'After an advance it hints at a fall.',
    warmUp: 12,
    penetration: 0.3,
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['doji', 'gapUp'],
          ['black', 'long'],
        ],
        when: closesIntoRise,
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdlabandonedbaby',
    title: 'Abandoned Baby',
    looks:
      'A doji star with gaps on both sides, shadows included, between two long candles of opposite colours.',
    says: 'Rare and strong: the move turns in the direction of the last candle.',
    warmUp: 12,
    penetration: 0.3,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['doji', 'windowDown'],
          ['white', 'long', 'windowUp'],
        ],
        when: closesIntoFall,
        value: 100,
        mirrored: true,
      },
    ],
  }),
];
