import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMidpoint, beginMidpoint } from '../kernels/midpoint.ts';

export const midpoint = defineIndicator({
  name: 'midpoint',
  aliases: [],
  title: 'Midpoint of the closes',
  group: 'overlap',
  formula: '(highest close + lowest close) / 2 of the last n bars',
  source: 'TA-Lib MIDPOINT',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the range')],
  outputs: ['midpoint'],
  scratch: ['highest', 'lowest'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => beginMidpoint(timeperiod),
  advance: (state, { close, outputs, scratch, from, to }) =>
    advanceMidpoint(state, { high: close, low: close, from, to }, outputs.midpoint, scratch),
});

export const midprice = defineIndicator({
  name: 'midprice',
  aliases: [],
  title: 'Midpoint of the range',
  group: 'overlap',
  formula: '(highest high + lowest low) / 2 of the last n bars',
  source: 'TA-Lib MIDPRICE',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the range')],
  outputs: ['midprice'],
  scratch: ['highest', 'lowest'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => beginMidpoint(timeperiod),
  advance: (state, work) => advanceMidpoint(state, work, work.outputs.midprice, work.scratch),
});
