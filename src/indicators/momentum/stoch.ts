import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import {
  advanceAverage,
  averageLookback,
  averageParameter,
  averageType,
  beginAverage,
} from '../kernels/average.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';

export const stoch = defineIndicator({
  name: 'stoch',
  aliases: ['stochastic'],
  title: 'Stochastic oscillator',
  group: 'momentum',
  formula:
    'fast %K = 100 · (close − lowest low) / (highest high − lowest low) of the last n bars (0 where they are ' +
    'equal); slowk = average of it, slowd = average of slowk',
  source: 'TA-Lib STOCH; George Lane',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter(
      'fastk_period',
      14,
      1,
      'bars in the range; 14 is Lane’s and the charts’ usual, TA-Lib’s is 5',
    ),
    periodParameter('slowk_period', 3, 1, 'bars in the average that makes slowk; 1 leaves fast %K'),
    averageParameter('slowk_matype', 'type of that average'),
    periodParameter('slowd_period', 3, 1, 'bars in the average of slowk'),
    averageParameter('slowd_matype', 'type of that average'),
  ],
  outputs: ['slowk', 'slowd'],
  scratch: ['highest', 'lowest', 'fastk', 'slowk'],
  missingValues: 'restart',
  // TA-Lib starts both lines with slowd.
  warmUp: lookback,
  begin(params) {
    const { fastk_period, slowk_period, slowk_matype, slowd_period, slowd_matype } = params;
    return {
      highest: beginHighest(fastk_period),
      lowest: beginLowest(fastk_period),
      slowk: beginAverage(averageType(slowk_matype), slowk_period, fastk_period - 1),
      slowd: beginAverage(averageType(slowd_matype), slowd_period, slowkStart(params)),
      first: lookback(params),
    };
  },
  advance(state, work) {
    const { outputs, scratch, from, to } = work;
    advanceExtreme(state.highest, work.high, scratch.highest, work);
    advanceExtreme(state.lowest, work.low, scratch.lowest, work);
    for (let index = from; index < to; index++) {
      const bottom = scratch.lowest[index] as number;
      const step = ((scratch.highest[index] as number) - bottom) / 100;
      scratch.fastk[index] = step === 0 ? 0 : ((work.close[index] as number) - bottom) / step;
    }
    advanceAverage(state.slowk, scratch.fastk, scratch.slowk, work);
    advanceAverage(state.slowd, scratch.slowk, outputs.slowd, work);
    for (let index = Math.max(from, state.first); index < to; index++) {
      outputs.slowk[index] = scratch.slowk[index] as number;
    }
  },
});

type Averages = Readonly<
  Record<'fastk_period' | 'slowk_period' | 'slowk_matype' | 'slowd_period' | 'slowd_matype', number>
>;

function slowkStart({ fastk_period, slowk_period, slowk_matype }: Averages): number {
  return fastk_period - 1 + averageLookback(averageType(slowk_matype), slowk_period);
}

function lookback(params: Averages): number {
  return slowkStart(params) + averageLookback(averageType(params.slowd_matype), params.slowd_period);
}
