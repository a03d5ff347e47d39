import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';
import type { Form } from './form.ts';

/** A long black candle, then a white one that opens below its low and recovers only so far. */
function neck(when: (candles: Candles) => boolean): readonly Form[] {
  const candles = [
    ['black', 'long'],
    ['white', 'opensBelow'],
  ] as const;
  return [{ candles, when, value: -100 }];
}

export const necks = [
  definePattern({
    name: 'cdlonneck',
    title: 'On-neck',
    looks: 'A long black candle, then a white one from below its low that closes at about that low.',
    says: 'The rally failed: a decline goes on.',
    warmUp: 11,
    near: [1],
    forms: neck((candle) => candle.equal(candle.close(0), candle.low(1), 1)),
  }),
  definePattern({
    name: 'cdlinneck',
    title: 'In-neck',
    looks: 'A long black candle, then a white one from below its low that closes barely within its body.',
    says: 'The rally failed: a decline goes on.',
    warmUp: 11,
    near: [1],
    forms: neck(
      (candle) => candle.close(0) >= candle.close(1) && candle.close(0) <= candle.close(1) + candle.slack(1),
    ),
  }),
  definePattern({
    name: 'cdlthrusting',
    title: 'Thrusting',
    looks:
      'A long black candle, then a white one from below its low that closes in the lower half of its body.',
    says: 'The rally fell short: a decline goes on.',
    warmUp: 11,
    near: [1],
    forms: neck(
      (candle) =>
        candle.close(0) > candle.close(1) + candle.slack(1) &&
        candle.close(0) <= candle.close(1) + candle.body(1) * 0.5,
    ),
  }),
];
