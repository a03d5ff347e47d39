import { exponentialAverage, tripleExponentialAverage } from './averages/exponential.ts';
import { triangularAverage } from './averages/simple.ts';
import { averageCross } from './cross-strategy.ts';

export const doubleEmaCross = averageCross({
  name: 'double_ema_cross',
  aliases: ['doubleemacross', 'DoubleEMACross', 'DoubleEMACrossStrategy'],
  title: 'Crossing of exponential moving averages',
  description: 'Follows the middle trend, with a stop below the entry price.',
  label: 'EMA',
  defaults: { fast: 34, slow: 55, multiple: 1.25 },
  needs: (bars) => bars,
  average: exponentialAverage,
});

export const tripleEmaCross = averageCross({
  name: 'triple_ema_cross',
  aliases: ['tripleemacross', 'TripleEMACross', 'TripleEMACrossStrategy'],
  title: 'Crossing of triple exponential moving averages',
  description: 'Follows short trends: TEMA = 3·e1 − 3·e2 + e3 lags less than a plain average.',
  label: 'TEMA',
  defaults: { fast: 9, slow: 21, multiple: 1.5 },
  needs: (bars) => 3 * bars - 2,
  average: tripleExponentialAverage,
});

export const trimaCross = averageCross({
  name: 'trima_cross',
  aliases: ['trimacross', 'TRIMACross', 'TRIMACrossStrategy'],
  title: 'Crossing of triangular moving averages',
  description: 'Follows long trends: averages of averages, which weigh the middle of their window most.',
  label: 'TRIMA',
  defaults: { fast: 14, slow: 28, multiple: 1.2 },
  needs: (bars) => 2 * bars,
  average: triangularAverage,
});
