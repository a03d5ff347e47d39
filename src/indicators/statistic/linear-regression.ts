import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceRegression } from '../kernels/regression.ts';

const line = 'least-squares line through the last n closes';

export const linearreg = regression('linearreg', ['lsma'], {
  title: 'Linear regression',
  formula: `${line}, at the last of them`,
  level: 1,
  at: (period) => period - 1,
});

export const linearregSlope = regression('linearreg_slope', [], {
  title: 'Slope of the linear regression',
  formula: `${line}: its change per bar`,
  level: 0,
  at: () => 1,
});

export const linearregIntercept = regression('linearreg_intercept', [], {
  title: 'Intercept of the linear regression',
  formula: `${line}, at the first of them`,
  level: 1,
  at: () => 0,
});

export const tsf = regression('tsf', ['time_series_forecast'], {
  title: 'Time series forecast',
  formula: `${line}, drawn on to the next bar`,
  level: 1,
  at: (period) => period,
});

export const linearregAngle = defineIndicator({
  name: 'linearreg_angle',
  aliases: [],
  title: 'Angle of the linear regression',
  group: 'statistic',
  formula: `${line}: arc tangent of its change per bar, in degrees`,
  source: 'TA-Lib LINEARREG_ANGLE',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'closes in the regression')],
  outputs: ['linearreg_angle'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { linearreg_angle: output } = work.outputs;
    advanceRegression(work.close, timeperiod, { level: 0, slope: 1 }, output, work);
    for (let index = Math.max(work.from, timeperiod - 1); index < work.to; index++) {
      output[index] = Math.atan(output[index] as number) * (180 / Math.PI);
    }
  },
});

function regression<const Name extends string>(
  name: Name,
  aliases: readonly string[],
  of: {
    readonly title: string;
    readonly formula: string;
    readonly level: 0 | 1;
    readonly at: (period: number) => number;
  },
) {
  return defineIndicator({
    name,
    aliases,
    title: of.title,
    group: 'statistic',
    formula: of.formula,
    source: `TA-Lib ${name.toUpperCase()}`,
    inputs: ['close'],
    parameters: [periodParameter('timeperiod', 14, 2, 'closes in the regression')],
    outputs: [name],
    missingValues: 'restart',
    warmUp: ({ timeperiod }) => timeperiod - 1,
    begin: () => null,
    advance: (_, work, { timeperiod }) =>
      advanceRegression(
        work.close,
        timeperiod,
        { level: of.level, slope: of.at(timeperiod) },
        work.outputs[name],
        work,
      ),
  });
}
