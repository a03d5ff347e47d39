import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMovement, advanceRangeSum } from '../kernels/directional.ts';
import { isZero } from '../typed-array.ts';

export const plusDi = directional('plus');
export const minusDi = directional('minus');

function directional(side: 'plus' | 'minus') {
  const name = `${side}_di` as const;
  return defineIndicator({
    name,
    aliases: [`${side}di`],
    title: side === 'plus' ? 'Plus directional indicator' : 'Minus directional indicator',
    group: 'momentum',
    formula:
      `100 · ${side.toUpperCase()}_DM / Wilder sum of the true range; 0 where there was no range. ` +
      'With a timeperiod of 1 TA-Lib leaves out the factor 100, and so does this',
    source: `TA-Lib ${name.toUpperCase()}; Wilder, New Concepts in Technical Trading Systems (1978)`,
    inputs: ['high', 'low', 'close'],
    parameters: [periodParameter('timeperiod', 14, 1, 'bars in the Wilder sums')],
    outputs: [name],
    scratch: ['movement', 'range'],
    missingValues: 'restart',
    warmUp: ({ timeperiod }) => timeperiod,
    begin: () => ({ movement: { sum: 0 }, range: { sum: 0 } }),
    advance(state, work, { timeperiod }) {
      const { movement, range } = work.scratch;
      advanceMovement(state.movement, work, side, timeperiod, movement, work);
      advanceRangeSum(state.range, work, timeperiod, range, work);
      const output = work.outputs[name];
      const factor = timeperiod > 1 ? 100 : 1;
      for (let index = Math.max(work.from, timeperiod); index < work.to; index++) {
        const whole = range[index] as number;
        output[index] = isZero(whole) ? 0 : factor * ((movement[index] as number) / whole);
      }
    },
  });
}
