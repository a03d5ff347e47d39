import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { averageParameter } from '../kernels/average.ts';
import {
  advanceFastStochastic,
  beginFastStochastic,
  fastStochasticLookback,
  fastStochasticScratch,
} from '../kernels/fast-stochastic.ts';
import { advanceWilderChanges, beginWilderChanges } from '../kernels/wilder-changes.ts';

export const stochrsi = defineIndicator({
  name: 'stochrsi',
  aliases: ['stochastic_rsi'],
  title: 'Stochastic relative strength index',
  group: 'momentum',
  formula:
    'fastk = 100 · (RSI − lowest RSI) / (highest RSI − lowest RSI) of the last n bars (0 where they are equal); ' +
    'fastd = average of it',
  source:
    'TA-Lib STOCHRSI; Chande and Kroll, Technical Analysis of Stocks & Commodities 11:5 (1993), where n is the ' +
    'RSI’s period',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 14, 2, 'bars in the RSI’s Wilder means'),
    periodParameter('fastk_period', 5, 1, 'RSI values in the range'),
    periodParameter('fastd_period', 3, 1, 'bars in the average of fastk'),
    averageParameter('fastd_matype', 'type of that average'),
  ],
  outputs: ['fastk', 'fastd'],
  scratch: [...fastStochasticScratch, 'rsi'],
  missingValues: 'restart',
  warmUp: (params) => fastStochasticLookback(params, params.timeperiod),
  begin: (params) => ({
    rsi: beginWilderChanges(),
    stochastic: beginFastStochastic(params, params.timeperiod),
  }),
  advance(state, work, { timeperiod }) {
    const { rsi } = work.scratch;
    advanceWilderChanges(state.rsi, work.close, timeperiod, rsi, work, false);
    advanceFastStochastic(state.stochastic, { high: rsi, low: rsi, close: rsi }, work, work);
  },
});
