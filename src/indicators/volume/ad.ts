import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { closeLocation } from '../kernels/money-flow.ts';

const inputs = ['high', 'low', 'close', 'volume'] as const;

export const ad = defineIndicator({
  name: 'ad',
  aliases: ['adl'],
  title: 'Accumulation/distribution line',
  group: 'volume',
  formula:
    'running total of volume · ((close − low) − (high − close)) / (high − low), nothing where high = low',
  source: 'TA-Lib AD; Marc Chaikin',
  inputs,
  parameters: [],
  outputs: ['ad'],
  // A total has no window to wait for: it goes on after a missing value.
  missingValues: 'own',
  warmUp: () => 0,
  begin: () => ({ total: 0 }),
  advance(state, { high, low, close, volume, outputs, from, to }) {
    let { total } = state;
    for (let index = from; index < to; index++) {
      const units = volume[index] as number;
      const flow = closeLocation(high[index] as number, low[index] as number, close[index] as number) * units;
      const checked = (high[index] as number) + (low[index] as number) + (close[index] as number) + units;
      if (!Number.isFinite(checked)) continue;
      total += flow;
      outputs.ad[index] = total;
    }
    state.total = total;
  },
});

export const adosc = defineIndicator({
  name: 'adosc',
  aliases: ['chaikin_oscillator'],
  title: 'Chaikin oscillator',
  group: 'volume',
  formula: 'EMA(fast) − EMA(slow) of the accumulation/distribution line, both seeded with its first value',
  source: 'TA-Lib ADOSC; Marc Chaikin',
  inputs,
  parameters: [
    periodParameter('fastperiod', 3, 2, 'bars of the fast EMA'),
    periodParameter('slowperiod', 10, 2, 'bars of the slow EMA'),
  ],
  outputs: ['adosc'],
  missingValues: 'restart',
  warmUp: ({ fastperiod, slowperiod }) => Math.max(fastperiod, slowperiod) - 1,
  begin: () => ({ total: 0, fast: 0, slow: 0 }),
  advance(state, { high, low, close, volume, outputs, from, to }, { fastperiod, slowperiod }) {
    const [fastFactor, slowFactor] = [2 / (fastperiod + 1), 2 / (slowperiod + 1)];
    const first = Math.max(fastperiod, slowperiod) - 1;
    let { total, fast, slow } = state;
    for (let index = from; index < to; index++) {
      total +=
        closeLocation(high[index] as number, low[index] as number, close[index] as number) *
        (volume[index] as number);
      fast = index === 0 ? total : fastFactor * total + (1 - fastFactor) * fast;
      slow = index === 0 ? total : slowFactor * total + (1 - slowFactor) * slow;
      if (index >= first) outputs.adosc[index] = fast - slow;
    }
    state.total = total;
    state.fast = fast;
    state.slow = slow;
  },
});
