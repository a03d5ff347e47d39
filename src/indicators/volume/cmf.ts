import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { closeLocation } from '../kernels/money-flow.ts';
import { advanceWindowSum } from '../kernels/windows.ts';

export const cmf = defineIndicator({
  name: 'cmf',
  aliases: ['chaikin_money_flow'],
  title: 'Chaikin money flow',
  group: 'volume',
  formula:
    'sum over n bars of volume · ((close − low) − (high − close)) / (high − low), by the sum of the volumes; none ' +
    'where nothing was traded',
  source: 'Marc Chaikin; not in the TA-Lib that is compared with',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [periodParameter('timeperiod', 20, 1, 'bars in the sums')],
  outputs: ['cmf'],
  scratch: ['flow', 'flows', 'volumes'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { high, low, close, volume, scratch, from, to } = work;
    const { flow, flows, volumes } = scratch;
    for (let index = from; index < to; index++) {
      flow[index] =
        closeLocation(high[index] as number, low[index] as number, close[index] as number) *
        (volume[index] as number);
    }
    advanceWindowSum(flow, timeperiod, flows, work);
    advanceWindowSum(volume, timeperiod, volumes, work);
    for (let index = Math.max(from, timeperiod - 1); index < to; index++) {
      work.outputs.cmf[index] = (flows[index] as number) / (volumes[index] as number);
    }
  },
});
