import { defineIndicator } from '../define-indicator.ts';
import { advanceParabolic, beginParabolic } from '../kernels/parabolic.ts';

const formula =
  'stop = previous stop + a · (extreme price − previous stop), not within the last two bars; a grows with each new ' +
  'extreme; where a bar reaches the stop, the direction turns and the stop restarts from the extreme price';
const source = 'Wilder, New Concepts in Technical Trading Systems (1978)';
const factor = { min: 0, max: 3e37, integer: false } as const;

export const sar = defineIndicator({
  name: 'sar',
  aliases: ['psar', 'parabolic_sar'],
  title: 'Parabolic stop and reverse',
  group: 'overlap',
  formula,
  source: `TA-Lib SAR; ${source}`,
  inputs: ['high', 'low'],
  parameters: [
    { name: 'acceleration', default: 0.02, ...factor, description: 'factor a at first, and its growth' },
    { name: 'maximum', default: 0.2, ...factor, description: 'largest factor a' },
  ],
  outputs: ['sar'],
  missingValues: 'restart',
  warmUp: () => 1,
  begin({ acceleration, maximum }) {
    const both = { start: acceleration, step: acceleration, most: maximum };
    return beginParabolic(both, both);
  },
  advance: (state, work) => advanceParabolic(state, work, work.outputs.sar),
});

function accelerations<const Side extends string>(side: Side) {
  return [
    { name: `accelerationinit${side}`, default: 0.02, ...factor, description: `first factor a, ${side}` },
    { name: `acceleration${side}`, default: 0.02, ...factor, description: `growth of a, ${side}` },
    { name: `accelerationmax${side}`, default: 0.2, ...factor, description: `largest factor a, ${side}` },
  ] as const;
}

export const sarext = defineIndicator({
  name: 'sarext',
  aliases: [],
  title: 'Parabolic stop and reverse, both sides tuned apart',
  group: 'overlap',
  formula: `as sar, stops of short positions negative: ${formula}`,
  source: `TA-Lib SAREXT; ${source}`,
  inputs: ['high', 'low'],
  parameters: [
    {
      name: 'startvalue',
      default: 0,
      min: -3e37,
      max: 3e37,
      integer: false,
      description: 'first stop: long if positive, short if negative; 0 takes both from the first bars',
    },
    { name: 'offsetonreverse', default: 0, ...factor, description: 'part of the stop added at each turn' },
    ...accelerations('long'),
    ...accelerations('short'),
  ],
  outputs: ['sarext'],
  missingValues: 'restart',
  warmUp: () => 1,
  begin: (given) =>
    beginParabolic(
      { start: given.accelerationinitlong, step: given.accelerationlong, most: given.accelerationmaxlong },
      { start: given.accelerationinitshort, step: given.accelerationshort, most: given.accelerationmaxshort },
      { startValue: given.startvalue, offset: given.offsetonreverse, signed: true },
    ),
  advance: (state, work) => advanceParabolic(state, work, work.outputs.sarext),
});
