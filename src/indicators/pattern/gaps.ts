import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';

/** Whether the last two candles have bodies of about the same length and open at about the same price. */
function sideBySide(candles: Candles): boolean {
  const [last, before, near] = [candles.body(0), candles.body(1), candles.near(1)];
  return last >= before - near && last <= before + near && candles.equal(candles.open(0), candles.open(1), 1);
}

/** A gap between bodies, and what follows. */
export const gaps = [
  definePattern({
    name: 'cdltasukigap',
    title: 'Tasuki Gap',
    looks:
      'A gap, a candle in its direction, then an opposite one of like size from within that body into the gap.',
    says: 'The gap holds: the trend goes on.',
    warmUp: 7,
    near: [1],
    forms: [
      {
        candles: [[], ['white', 'gapUp'], ['black']],
        when: (candle) =>
          candle.open(0) < candle.close(1) &&
          candle.open(0) > candle.open(1) &&
          candle.close(0) < candle.open(1) &&
          candle.close(0) > candle.top(2) &&
          Math.abs(candle.body(1) - candle.body(0)) < candle.near(1),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlxsidegap3methods',
    title: 'Upside/Downside Gap Three Methods',
    looks:
      'Two candles of one colour with a gap between them, then an opposite one from the second body into the first.',
    says: 'The gap is closed, and the trend goes on.',
    warmUp: 2,
    forms: [
      {
        candles: [['white'], ['white', 'gapUp'], ['black']],
        when: (candle) =>
          candle.open(0) < candle.top(1) &&
          candle.open(0) > candle.bottom(1) &&
          candle.close(0) < candle.top(2) &&
          candle.close(0) > candle.bottom(2),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlgapsidesidewhite',
    title: 'Side-by-side White Lines',
    looks: 'Two white candles of like size and opening, side by side above (below) the body before them.',
    says: 'The trend goes on: up after a gap up, down after a gap down.',
    warmUp: 7,
    near: [1],
    forms: [
      {
        candles: [[], ['white', 'gapUp'], ['white']],
        when: (candle) => candle.bottom(0) > candle.top(2) && sideBySide(candle),
        value: 100,
      },
      {
        candles: [[], ['white', 'gapDown'], ['white']],
        when: (candle) => candle.top(0) < candle.bottom(2) && sideBySide(candle),
        value: -100,
      },
    ],
  }),
];
