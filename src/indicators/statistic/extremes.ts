import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';

const timeperiod = periodParameter('timeperiod', 30, 2, 'closes in the window');

export const max = extreme('max', 'highest', beginHighest);
export const min = extreme('min', 'lowest', beginLowest);

export const minmax = defineIndicator({
  name: 'minmax',
  aliases: [],
  title: 'Lowest and highest value',
  group: 'statistic',
  formula: 'lowest and highest of the last n closes',
  source: 'TA-Lib MINMAX',
  inputs: ['close'],
  parameters: [timeperiod],
  outputs: ['min', 'max'],
  missingValues: 'restart',
  warmUp: (params) => params.timeperiod - 1,
  begin: (params) => ({ min: beginLowest(params.timeperiod), max: beginHighest(params.timeperiod) }),
  advance(state, work) {
    advanceExtreme(state.min, work.close, work.outputs.min, work);
    advanceExtreme(state.max, work.close, work.outputs.max, work);
  },
});

function extreme<const Name extends 'max' | 'min'>(name: Name, which: string, begin: typeof beginHighest) {
  return defineIndicator({
    name,
    aliases: [which],
    title: name === 'max' ? 'Highest value' : 'Lowest value',
    group: 'statistic',
    formula: `${which} of the last n closes`,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs: ['close'],
    parameters: [timeperiod],
    outputs: [name],
    missingValues: 'restart',
    warmUp: (params) => params.timeperiod - 1,
    begin: (params) => begin(params.timeperiod),
    advance: (state, work) => advanceExtreme(state, work.close, work.outputs[name], work),
  });
}
