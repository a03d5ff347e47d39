import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

interface Form {
  readonly title: string;
  readonly formula: string;
  /** How often the older close is taken off before the division, what is taken off after it, and the factor. */
  readonly before: 0 | 1;
  readonly after: 0 | 1;
  readonly factor: 1 | 100;
}

export const roc = rateOfChange('roc', ['rate_of_change'], {
  title: 'Rate of change in percent',
  formula: '100 · (close / close n bars before − 1)',
  before: 0,
  after: 1,
  factor: 100,
});

export const rocp = rateOfChange('rocp', [], {
  title: 'Rate of change as a fraction',
  formula: '(close − close n bars before) / close n bars before',
  before: 1,
  after: 0,
  factor: 1,
});

export const rocr = rateOfChange('rocr', [], {
  title: 'Rate of change as a ratio',
  formula: 'close / close n bars before',
  before: 0,
  after: 0,
  factor: 1,
});

export const rocr100 = rateOfChange('rocr100', [], {
  title: 'Rate of change as a ratio in percent',
  formula: '100 · close / close n bars before',
  before: 0,
  after: 0,
  factor: 100,
});

function rateOfChange<const Name extends string>(name: Name, aliases: readonly string[], form: Form) {
  return defineIndicator({
    name,
    aliases,
    title: form.title,
    group: 'momentum',
    formula: `${form.formula}; 0 where that close is 0`,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs: ['close'],
    parameters: [periodParameter('timeperiod', 10, 1, 'bars between the two closes')],
    outputs: [name],
    missingValues: 'restart',
    warmUp: ({ timeperiod }) => timeperiod,
    begin: () => null,
    advance(_, { close, from, to, outputs }, { timeperiod }) {
      const output = outputs[name];
      const { before, after, factor } = form;
      for (let index = Math.max(from, timeperiod); index < to; index++) {
        const old = close[index - timeperiod] as number;
        // One expression for the four forms: taking off 0 and multiplying by 1 change nothing.
        const change = (((close[index] as number) - before * old) / old - after) * factor;
        output[index] = old === 0 ? 0 : change;
      }
    },
  });
}
