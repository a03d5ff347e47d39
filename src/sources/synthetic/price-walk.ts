import type { Prng } from './prng.ts';

export interface WalkOptions {
  readonly startPrice: number;
  /** Standard deviation of a year's log returns. */
  readonly annualVolatility: number;
  /** Mean of a year's log returns. */
  readonly annualDrift: number;
  readonly barsPerYear: number;
}

/** One bar of a walk, prices not yet rounded. */
export interface WalkBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

// GARCH(1,1) (Bollerslev 1986) with weights usual for daily share prices: calm and wild times come in clusters.
const shockWeight = 0.08;
const persistence = 0.9;

function excursion(prng: Prng, deviation: number): number {
  return Math.exp(Math.abs(prng.normal()) * deviation * 0.5);
}

/** An endless geometric random walk whose variance clusters. Low ≤ open, close ≤ high holds for every bar. */
export function* walk(prng: Prng, options: WalkOptions): Generator<WalkBar, never> {
  const meanVariance = options.annualVolatility ** 2 / options.barsPerYear;
  const drift = options.annualDrift / options.barsPerYear - meanVariance / 2;
  let variance = meanVariance;
  let close = options.startPrice;
  while (true) {
    const deviation = Math.sqrt(variance);
    const open = close * Math.exp(prng.normal() * deviation * 0.3);
    const shock = prng.normal() * deviation;
    close = open * Math.exp(drift + shock);
    yield {
      open,
      high: Math.max(open, close) * excursion(prng, deviation),
      low: Math.min(open, close) / excursion(prng, deviation),
      close,
      volume: Math.round(1e6 * Math.exp(0.35 * prng.normal() + 8 * Math.abs(shock))),
    };
    variance =
      meanVariance * (1 - shockWeight - persistence) + shockWeight * shock ** 2 + persistence * variance;
  }
}
