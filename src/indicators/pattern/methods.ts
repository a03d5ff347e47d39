import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';

/** Whether a candle opens in the body before it or near it. */
function opensAround(candles: Candles, back: number): boolean {
  const before = back + 1;
  return (
    candles.open(back) >= candles.bottom(before) - candles.near(before) &&
    candles.open(back) <= candles.top(before) + candles.near(before)
  );
}

/** Whether part of the body lies within the reach of the first of five candles. */
function staysInReach(candles: Candles, back: number): boolean {
  return candles.bottom(back) < candles.high(4) && candles.top(back) > candles.low(4);
}

/** Whether the body reaches below the close of the first of five candles, but not too deep into its body. */
function holds(candles: Candles, back: number, penetration: number): boolean {
  const bottom = candles.bottom(back);
  return bottom < candles.close(4) && bottom > candles.close(4) - candles.body(4) * penetration;
}

/** Four and five candles: a move, a pause, and what comes of it. */
export const methods = [
  definePattern({
    name: 'cdlrisefall3methods',
    title: 'Rising/Falling Three Methods',
    looks:
      'A long candle, three short opposite ones within its reach, then a long one that closes beyond the first.',
    says: 'After the pause the trend goes on: up if white, down if black.',
    warmUp: 14,
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['black', 'short'],
          ['black', 'short', 'closesLower'],
          ['black', 'short', 'closesLower'],
          ['white', 'long'],
        ],
        when: (candle) =>
          staysInReach(candle, 3) &&
          staysInReach(candle, 2) &&
          staysInReach(candle, 1) &&
          candle.open(0) > candle.close(1) &&
          candle.close(0) > candle.close(4),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlmathold',
    title: 'Mat Hold',
    looks:
      'A long white candle, a short black one above it, two more that sink a little into it, then a white one above their highs.',
    says: 'After the pause the rise goes on.',
    warmUp: 14,
    penetration: 0.5,
    forms: [
      {
        candles: [['white', 'long'], ['black', 'short', 'gapUp'], ['short'], ['short'], ['white']],
        when: (candle, penetration) =>
          holds(candle, 2, penetration) &&
          holds(candle, 1, penetration) &&
          candle.top(2) < candle.open(3) &&
          candle.top(1) < candle.top(2) &&
          candle.open(0) > candle.close(1) &&
          candle.close(0) > Math.max(candle.high(3), candle.high(2), candle.high(1)),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdl3linestrike',
    title: 'Three-line Strike',
    looks:
      'Three candles of one colour in a row, then an opposite one from beyond the last back past the first opening.',
    says: 'The setback is short: the trend of the three goes on.',
    warmUp: 8,
    near: [3, 2],
    forms: [
      {
        candles: [['white'], ['white', 'closesHigher'], ['white', 'closesHigher'], ['black']],
        when: (candle) =>
          opensAround(candle, 2) &&
          opensAround(candle, 1) &&
          candle.open(0) > candle.close(1) &&
          candle.close(0) < candle.open(3),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlbreakaway',
    title: 'Breakaway',
    looks:
      'A long candle, a gap, three candles further in that direction, then an opposite one that closes in the gap.',
    says: 'The move has run out: it turns in the direction of the last candle.',
    warmUp: 14,
    forms: [
      {
        candles: [['black', 'long'], ['black', 'gapDown'], ['lower'], ['black', 'lower'], ['white']],
        when: (candle) => candle.close(0) > candle.open(3) && candle.close(0) < candle.close(4),
        value: 100,
        mirrored: true,
      },
    ],
  }),
];
