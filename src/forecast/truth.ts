import type { OriginPlan } from './rolling-origin.ts';

/** What happened after each origin, and by what errors there are measured. */
export interface Truth extends OriginPlan {
  readonly horizon: number;
  /** Prices after the origin, `horizon` of them. */
  readonly actual: readonly Float64Array[];
  /** Mean absolute one-bar change of the prices before the origin: what MASE divides by. 0 where they stood still. */
  readonly scale: readonly number[];
  /** The same over one season; null where the series has none. */
  readonly seasonalScale: readonly number[] | null;
  /** Root mean square of the last 60 one-bar changes before the origin, in the scale of the models. */
  readonly volatility: readonly number[];
}

const volatilityBars = 60;

/**
 * @param prices the series, and `values` the same in the scale that the models see
 * @param window how many bars before an origin its scale is taken from
 */
export function truthAt(
  prices: Float64Array,
  values: Float64Array,
  plan: OriginPlan,
  { horizon, window, season }: { horizon: number; window: number; season: number | null },
): Truth {
  const before = (origin: number): Float64Array => prices.subarray(Math.max(0, origin - window), origin);
  return {
    ...plan,
    horizon,
    actual: plan.origins.map((origin) => prices.subarray(origin, origin + horizon)),
    scale: plan.origins.map((origin) => meanChange(before(origin), 1)),
    seasonalScale: season === null ? null : plan.origins.map((origin) => meanChange(before(origin), season)),
    volatility: plan.origins.map((origin) => volatilityBefore(values, origin)),
  };
}

/** Root mean square of the last changes before a place; 0 where there are none. */
export function volatilityBefore(values: Float64Array, place: number): number {
  const from = Math.max(1, place - volatilityBars);
  let squares = 0;
  for (let at = from; at < place; at += 1) squares += ((values[at] ?? 0) - (values[at - 1] ?? 0)) ** 2;
  return place > from ? Math.sqrt(squares / (place - from)) : 0;
}

/** Mean absolute change over so many bars; 0 where there are too few. */
export function meanChange(prices: Float64Array, lag: number): number {
  let sum = 0;
  for (let at = lag; at < prices.length; at += 1)
    sum += Math.abs((prices[at] ?? 0) - (prices[at - lag] ?? 0));
  return prices.length > lag ? sum / (prices.length - lag) : 0;
}

/** How many of the origins had all their values behind them when an origin came: what could be known there. */
export function maturedBefore({ origins, horizon }: Truth, place: number): number {
  return origins.filter((origin) => origin + horizon <= (origins[place] ?? 0)).length;
}
