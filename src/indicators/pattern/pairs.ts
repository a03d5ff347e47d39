import type { Candles } from './candles.ts';
import { definePattern } from './define-pattern.ts';
import type { Trait } from './traits.ts';

const blackMarubozu: readonly Trait[] = ['black', 'long', 'upperNone', 'lowerNone'];
const whiteMarubozuAbove: readonly Trait[] = ['white', 'long', 'upperNone', 'lowerNone', 'windowUp'];

function halfOfFirst(candles: Candles): number {
  return candles.close(1) + candles.body(1) * 0.5;
}

/** Two candles of opposite colours, or two that end at the same price. */
export const pairs = [
  definePattern({
    name: 'cdlpiercing',
    title: 'Piercing',
    looks:
      'A long black candle, then a long white one that opens below its low and closes in its upper half.',
    says: 'After a decline it hints at a rise.',
    warmUp: 11,
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['white', 'long', 'opensBelow'],
        ],
        when: (candle) => candle.close(0) < candle.open(1) && candle.close(0) > halfOfFirst(candle),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdldarkcloudcover',
    title: 'Dark Cloud Cover',
    looks: 'A long white candle, then a black one that opens above its high and closes deep in its body.',
    says: 'After an advance it hints at a fall.',
    warmUp: 11,
    penetration: 0.5,
    forms: [
      {
        candles: [
          ['white', 'long'],
          ['black', 'opensAbove'],
        ],
        when: (candle, penetration) =>
          candle.close(0) > candle.open(1) &&
          candle.close(0) < candle.close(1) - candle.body(1) * penetration,
        value: -100,
      },
    ],
  }),
  definePattern({
    name: 'cdlcounterattack',
    title: 'Counterattack',
    looks: 'Two long candles of opposite colours that close at about the same price.',
    says: 'The move has met resistance: it may turn in the direction of the second candle.',
    warmUp: 11,
    near: [1],
    forms: [
      {
        candles: [
          ['black', 'long'],
          ['white', 'long'],
        ],
        when: (candle) => candle.equal(candle.close(0), candle.close(1), 1),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlseparatinglines',
    title: 'Separating Lines',
    looks: 'Two opposite candles that open at about the same price; the second is a belt-hold.',
    says: 'The trend goes on in the direction of the second candle.',
    warmUp: 11,
    near: [1],
    forms: [
      {
        candles: [['black'], ['white', 'long', 'lowerNone']],
        when: (candle) => candle.equal(candle.open(0), candle.open(1), 1),
        value: 100,
        mirrored: true,
      },
    ],
  }),
  definePattern({
    name: 'cdlmatchinglow',
    title: 'Matching Low',
    looks: 'Two black candles that close at about the same price.',
    says: 'A floor has held; after a decline it hints at a rise.',
    warmUp: 6,
    near: [1],
    forms: [
      {
        candles: [['black'], ['black']],
        when: (candle) => candle.equal(candle.close(0), candle.close(1), 1),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlsticksandwich',
    title: 'Stick Sandwich',
    looks: 'A white candle above the close of two black ones, which close at about the same price.',
    says: 'A floor has held; after a decline it hints at a rise.',
    warmUp: 7,
    near: [2],
    forms: [
      {
        candles: [['black'], ['white'], ['black']],
        when: (candle) =>
          candle.low(1) > candle.close(2) && candle.equal(candle.close(0), candle.close(2), 2),
        value: 100,
      },
    ],
  }),
  definePattern({
    name: 'cdlkicking',
    title: 'Kicking',
    looks: 'Two marubozus of opposite colours with a gap between them.',
    says: 'A strong turn in the direction of the second one.',
    warmUp: 11,
    forms: [{ candles: [blackMarubozu, whiteMarubozuAbove], value: 100, mirrored: true }],
  }),
  definePattern({
    name: 'cdlkickingbylength',
    title: 'Kicking by Length',
    looks: 'Two marubozus of opposite colours with a gap between them.',
    says: 'The longer one gives the direction.',
    warmUp: 11,
    forms: [
      {
        candles: [blackMarubozu, whiteMarubozuAbove],
        value: (candle) => (candle.body(0) > candle.body(1) ? 100 : -100),
        mirrored: true,
      },
    ],
  }),
];
