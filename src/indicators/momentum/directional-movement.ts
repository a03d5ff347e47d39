import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMovement } from '../kernels/directional.ts';

export const plusDm = movement('plus', 'up', 'high − previous high');
export const minusDm = movement('minus', 'down', 'previous low − low');

function movement(side: 'plus' | 'minus', direction: string, move: string) {
  const name = `${side}_dm` as const;
  return defineIndicator({
    name,
    aliases: [`${side}dm`],
    title: `Directional movement ${direction}`,
    group: 'momentum',
    formula: `Wilder sum of (${move}) where that is positive and larger than the move of the other side, else of 0`,
    source: `TA-Lib ${name.toUpperCase()}; Wilder, New Concepts in Technical Trading Systems (1978)`,
    inputs: ['high', 'low'],
    parameters: [
      periodParameter('timeperiod', 14, 1, 'bars in the Wilder sum; 1 gives the moves themselves'),
    ],
    outputs: [name],
    missingValues: 'restart',
    warmUp: ({ timeperiod }) => Math.max(timeperiod - 1, 1),
    begin: () => ({ sum: 0 }),
    advance: (state, work, { timeperiod }) =>
      advanceMovement(state, work, side, timeperiod, work.outputs[name], work),
  });
}
