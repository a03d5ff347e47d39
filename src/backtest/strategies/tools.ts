import { efficiencyRatio, kaufmanAverage } from './averages/efficiency.ts';
import { exponentialAverage, tripleExponentialAverage } from './averages/exponential.ts';
import { fractalAverage } from './averages/frama.ts';
import { rollingMean } from './averages/rolling.ts';
import { simpleTrueRange, triangularAverage } from './averages/simple.ts';
import { simpleRsi } from './averages/simple-rsi.ts';
import { volumeAdjustedAverage } from './averages/vama.ts';
import { vidya } from './averages/vidya.ts';
import { crossedAbove } from './crossing.ts';

/** What the strategies of Stockula are made of, for those of users. Each makes a new array as long as its input. */
export const strategyTools = Object.freeze({
  sma: rollingMean,
  ema: exponentialAverage,
  tema: tripleExponentialAverage,
  trima: triangularAverage,
  kama: kaufmanAverage,
  vidya,
  frama: fractalAverage,
  vama: volumeAdjustedAverage,
  rsi: simpleRsi,
  atr: simpleTrueRange,
  efficiencyRatio,
  crossedAbove,
});
