import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';

/** A body that covers the other one, or lies within it. Where the bodies share an end, TA-Lib gives 80, not 100. */
const sharingEnd = 80;

function coverValue(candles: Candles): number {
  return candles.top(0) < candles.top(1) && candles.bottom(0) > candles.bottom(1) ? 100 : sharingEnd;
}

export const engulfings = [
  definePattern({
    name: 'cdlengulfing',
    title: 'Engulfing',
    looks: 'A body that covers the opposite body before it; 80 where they share an end.',
    says: 'The move turns: up if the second is white, down if it is black.',
    warmUp: 2,
    forms: [
      {
        candles: [['black'], ['white', 'covers']],
        value: (candle) =>
          candle.open(0) !== candle.close(1) && candle.close(0) !== candle.open(1) ? 100 : sharingEnd,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdl3outside',
    title: 'Three Outside Up/Down',
    looks: 'A body that covers the opposite body before it, then a close beyond it.',
    says: 'The turn of the engulfing, confirmed.',
    warmUp: 3,
    forms: [
      {
        candles: [['black'], ['white', 'covers'], ['closesHigher']],
        when: (candle) => candle.close(1) > candle.open(2) && candle.open(1) < candle.close(2),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlharami',
    title: 'Harami',
    looks: 'A body of at most mean length within the long body before it; 80 where they share an end.',
    says: 'The move halts: after a black candle it may turn up, after a white one down.',
    warmUp: 11,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['modest', 'within'],
        ],
        value: coverValue,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlharamicross',
    title: 'Harami Cross',
    looks: 'A doji within the long body before it; 80 where they share an end.',
    says: 'As the harami, but stronger.',
    warmUp: 11,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['doji', 'within'],
        ],
        value: coverValue,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdl3inside',
    title: 'Three Inside Up/Down',
    looks: 'A modest body within the long body before it, then a close beyond where that one opened.',
    says: 'The turn of the harami, confirmed.',
    warmUp: 12,
    forms: [
      {
        candles: [['black', 'long'], ['modest', 'within'], ['white']],
        when: (candle) =>
          candle.top(1) < candle.top(2) &&
          candle.bottom(1) > candle.bottom(2) &&
          candle.close(0) > candle.open(2),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlhomingpigeon',
    title: 'Homing Pigeon',
    looks: 'A modest black body within the long black body before it.',
    says: 'Selling slackens; after a decline it hints at a rise.',
    warmUp: 11,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['black', 'modest', 'within'],
        ],
        when: (candle) => candle.open(0) < candle.open(1) && candle.close(0) > candle.close(1),
        value: 100,
      },
    ],
  }),
];
