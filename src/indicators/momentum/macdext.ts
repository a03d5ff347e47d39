import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { averageLookback, averageParameter, averageType, beginAverage } from '../kernels/average.ts';
import { advanceAnyConvergence, convergenceScratch } from '../kernels/convergence.ts';

export const macdext = defineIndicator({
  name: 'macdext',
  aliases: [],
  title: 'Moving average convergence/divergence of chosen averages',
  group: 'momentum',
  formula:
    'macd = fast average − slow average, signal = average of macd, histogram = macd − signal; the average that ' +
    'needs fewer bars begins as late as the other',
  source: 'TA-Lib MACDEXT; Gerald Appel',
  inputs: ['close'],
  parameters: [
    periodParameter('fastperiod', 12, 2, 'bars of the fast average (swapped with the slow one if larger)'),
    averageParameter('fastmatype', 'type of the fast average'),
    periodParameter('slowperiod', 26, 2, 'bars of the slow average'),
    averageParameter('slowmatype', 'type of the slow average'),
    periodParameter('signalperiod', 9, 1, 'bars of the signal’s average'),
    averageParameter('signalmatype', 'type of the signal’s average'),
  ],
  outputs: ['macd', 'signal', 'histogram'],
  scratch: convergenceScratch,
  missingValues: 'restart',
  warmUp: (params) => plan(params).first,
  begin(params) {
    const { fast, slow, signal, longest, first } = plan(params);
    return {
      fast: beginAverage(fast.type, fast.period, longest - fast.lookback),
      slow: beginAverage(slow.type, slow.period, longest - slow.lookback),
      signal: beginAverage(signal.type, signal.period, longest),
      first,
    };
  },
  advance: (state, work) => advanceAnyConvergence(state, work.close, work, work),
});

type Averages = Readonly<
  Record<'fastperiod' | 'fastmatype' | 'slowperiod' | 'slowmatype' | 'signalperiod' | 'signalmatype', number>
>;

function plan(params: Averages) {
  const one = average(params.fastperiod, params.fastmatype);
  const other = average(params.slowperiod, params.slowmatype);
  const signal = average(params.signalperiod, params.signalmatype);
  const [fast, slow] = other.period < one.period ? [other, one] : [one, other];
  const longest = Math.max(fast.lookback, slow.lookback);
  return { fast, slow, signal, longest, first: longest + signal.lookback };
}

function average(period: number, matype: number) {
  const type = averageType(matype);
  return { type, period, lookback: averageLookback(type, period) };
}
