import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { efficiencyAt } from '../kernels/efficiency.ts';

export const kamaSeeded = defineIndicator({
  name: 'kama_seeded',
  aliases: [],
  title: 'Kaufman adaptive average with fast and slow periods',
  group: 'overlap',
  formula:
    'previous + (ER · (f − s) + s)² · (close − previous), f and s = 2 / (period + 1); seeded with the mean of the ' +
    'first n closes (kama starts from a close, and has 2 and 30)',
  source: 'Perry Kaufman, Smarter Trading (1995), as in the older application; not in TA-Lib',
  inputs: ['close'],
  parameters: [
    periodParameter('er_period', 10, 1, 'bars n of the efficiency ratio ER and the seed'),
    periodParameter('fast_period', 2, 1, 'bars of f, which a straight move approaches'),
    periodParameter('slow_period', 30, 1, 'bars of s, which a move without direction approaches'),
  ],
  outputs: ['kama_seeded'],
  missingValues: 'restart',
  warmUp: ({ er_period }) => er_period - 1,
  begin: () => ({ mean: 0 }),
  advance(state, { close, outputs, from, to }, { er_period, fast_period, slow_period }) {
    const [fast, slow] = [2 / (fast_period + 1), 2 / (slow_period + 1)];
    let { mean } = state;
    for (let index = from; index < to; index++) {
      if (index < er_period) mean += close[index] as number;
      else {
        const factor = efficiencyAt(close, index, er_period) * (fast - slow) + slow;
        mean += factor * factor * ((close[index] as number) - mean);
      }
      if (index === er_period - 1) mean /= er_period;
      if (index >= er_period - 1) outputs.kama_seeded[index] = mean;
    }
    state.mean = mean;
  },
});
