import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import {
  advanceAverage,
  averageLookback,
  averageParameter,
  averageType,
  beginAverage,
} from '../kernels/average.ts';
import { isZero } from '../typed-array.ts';

export const apo = priceOscillator('apo', {
  title: 'Absolute price oscillator',
  formula: 'fast average − slow average of the closes',
  isPercent: false,
});

export const ppo = priceOscillator('ppo', {
  title: 'Percentage price oscillator',
  formula: '100 · (fast average − slow average) / slow average of the closes; 0 where the slow one is 0',
  isPercent: true,
});

function priceOscillator<const Name extends string>(
  name: Name,
  of: { readonly title: string; readonly formula: string; readonly isPercent: boolean },
) {
  return defineIndicator({
    name,
    aliases: [],
    title: of.title,
    group: 'momentum',
    formula: of.formula,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs: ['close'],
    parameters: [
      periodParameter('fastperiod', 12, 2, 'bars of the fast average (swapped with the slow one if larger)'),
      periodParameter('slowperiod', 26, 2, 'bars of the slow average'),
      averageParameter('matype', 'type of both averages; sma is TA-Lib’s default, ema the charts’ usual'),
    ],
    outputs: [name],
    scratch: ['fast', 'slow'],
    missingValues: 'restart',
    warmUp: ({ fastperiod, slowperiod, matype }) =>
      averageLookback(averageType(matype), Math.max(fastperiod, slowperiod)),
    begin({ fastperiod, slowperiod, matype }) {
      const type = averageType(matype);
      const longer = Math.max(fastperiod, slowperiod);
      return {
        fast: beginAverage(type, Math.min(fastperiod, slowperiod)),
        slow: beginAverage(type, longer),
        first: averageLookback(type, longer),
      };
    },
    advance(state, work) {
      const { fast, slow } = work.scratch;
      advanceAverage(state.fast, work.close, fast, work);
      advanceAverage(state.slow, work.close, slow, work);
      const output = work.outputs[name];
      for (let index = Math.max(work.from, state.first); index < work.to; index++) {
        const base = slow[index] as number;
        const difference = (fast[index] as number) - base;
        if (of.isPercent) output[index] = isZero(base) ? 0 : (difference / base) * 100;
        else output[index] = difference;
      }
    },
  });
}
