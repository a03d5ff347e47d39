import type { Span } from '../recipe.ts';
import { type AverageState, advanceAverage, averageLookback, averageType, beginAverage } from './average.ts';
import { advanceExtreme, beginHighest, beginLowest, type ExtremeState } from './extremes.ts';

/** Lane’s fast stochastic of values that begin at bar `first`. */
export interface FastStochasticState {
  readonly highest: ExtremeState;
  readonly lowest: ExtremeState;
  readonly fastd: AverageState;
  /** The first bar with %K, and the first with both lines. */
  readonly start: number;
  readonly begin: number;
}

export interface FastStochasticColumns {
  readonly outputs: Readonly<Record<'fastk' | 'fastd', Float64Array>>;
  readonly scratch: Readonly<Record<'highest' | 'lowest' | 'fastk', Float64Array>>;
}

/** Names of the working columns for `FastStochasticColumns`. */
export const fastStochasticScratch = ['highest', 'lowest', 'fastk'] as const;

type Periods = Readonly<Record<'fastk_period' | 'fastd_period' | 'fastd_matype', number>>;

/** The first bar with both lines, for values that begin at bar `first`. */
export function fastStochasticLookback(params: Periods, first = 0): number {
  const { fastk_period, fastd_period, fastd_matype } = params;
  return first + fastk_period - 1 + averageLookback(averageType(fastd_matype), fastd_period);
}

export function beginFastStochastic(params: Periods, first = 0): FastStochasticState {
  const { fastk_period, fastd_period, fastd_matype } = params;
  const start = first + fastk_period - 1;
  return {
    highest: beginHighest(fastk_period, first),
    lowest: beginLowest(fastk_period, first),
    fastd: beginAverage(averageType(fastd_matype), fastd_period, start),
    start,
    begin: fastStochasticLookback(params, first),
  };
}

/** %K = 100 · (close − lowest) / (highest − lowest), 0 where they are equal; both lines begin with %D, as in TA-Lib. */
export function advanceFastStochastic(
  state: FastStochasticState,
  prices: Readonly<Record<'high' | 'low' | 'close', Float64Array>>,
  { outputs, scratch }: FastStochasticColumns,
  span: Span,
): void {
  const { highest, lowest, fastk } = scratch;
  const { close } = prices;
  advanceExtreme(state.highest, prices.high, highest, span);
  advanceExtreme(state.lowest, prices.low, lowest, span);
  for (let index = Math.max(span.from, state.start); index < span.to; index++) {
    const bottom = lowest[index] as number;
    const step = ((highest[index] as number) - bottom) / 100;
    fastk[index] = step === 0 ? 0 : ((close[index] as number) - bottom) / step;
  }
  advanceAverage(state.fastd, fastk, outputs.fastd, span);
  for (let index = Math.max(span.from, state.begin); index < span.to; index++) {
    outputs.fastk[index] = fastk[index] as number;
  }
}
