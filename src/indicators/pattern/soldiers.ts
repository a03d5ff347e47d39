import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';
import type { Form } from './form.ts';
import type { Trait } from './traits.ts';

/** Whether a white candle opens above the opening of the one before, but not beyond what is near its close. */
function opensWithinOrNear(candles: Candles, back: number): boolean {
  const before = back + 1;
  return (
    candles.open(back) > candles.open(before) &&
    candles.open(back) <= candles.close(before) + candles.near(before)
  );
}

/** Whether the bodies shrink by far, or the third after the second did not grow by more than what is near. */
function tires(candles: Candles): boolean {
  const third = candles.body(0);
  const second = candles.body(1);
  if (third < second - candles.far(1)) return true;
  return second < candles.body(2) - candles.far(2) && third < second + candles.near(1);
}

/** Three rising white candles, the last two with further traits. */
function advance(
  second: readonly Trait[],
  third: readonly Trait[],
  when: (candles: Candles) => boolean,
): Form {
  return {
    candles: [
      ['white', 'long', 'upperShort'],
      ['white', 'closesHigher', ...second],
      ['white', 'closesHigher', ...third],
    ],
    when: (candles) => opensWithinOrNear(candles, 1) && opensWithinOrNear(candles, 0) && when(candles),
    value: -100,
  };
}

function shrinks(candles: Candles): boolean {
  return candles.body(0) < candles.body(1) && candles.body(1) < candles.body(2);
}

/** White candles in a row. */
export const soldiers = [
  definePattern({
    name: 'cdl3whitesoldiers',
    title: 'Three White Soldiers',
    looks:
      'Three rising white candles without upper shadows, each opening in or near the body before, none much shorter.',
    says: 'After a decline the price turns up.',
    warmUp: 12,
    near: [2, 1],
    forms: [
      {
        candles: [
          ['white', 'upperNone'],
          ['white', 'upperNone', 'closesHigher'],
          ['white', 'upperNone', 'closesHigher', 'long'],
        ],
        when: (candle) =>
          opensWithinOrNear(candle, 1) &&
          opensWithinOrNear(candle, 0) &&
          candle.body(1) > candle.body(2) - candle.far(2) &&
          candle.body(0) > candle.body(1) - candle.far(1),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdladvanceblock',
    title: 'Advance Block',
    looks:
      'Three rising white candles, the first long, the others with shrinking bodies or growing upper shadows.',
    says: 'The advance tires: it hints at a fall.',
    warmUp: 12,
    near: [2, 1],
    forms: [
      advance([], [], tires),
      advance(['upperTall'], [], shrinks),
      advance([], ['upperTall'], shrinks),
      advance([], ['upperLong'], (candle) => candle.body(0) < candle.body(1)),
    ],
  }),
  definePattern({
    name: 'cdlstalledpattern',
    title: 'Stalled Pattern',
    looks: 'Two long rising white candles, then a short one that rides on the shoulder of the second.',
    says: 'The advance tires: it hints at a fall.',
    warmUp: 12,
    near: [2, 1],
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['white', 'long', 'upperNone', 'closesHigher'],
          ['white', 'short', 'closesHigher'],
        ],
        when: (candle) =>
          opensWithinOrNear(candle, 1) && candle.open(0) >= candle.close(1) - candle.body(0) - candle.near(1),
        value: -100,
      },
    ],
  }),
];
