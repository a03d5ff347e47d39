import type { ForecastSettings } from '../../src/forecast/settings.ts';
import { presets } from '../../src/forecast/settings.ts';

/** An ARMA(1, 1) walk with drift from a linear congruential generator: the same numbers in any language. */
export function madeSeries(length: number, ar: number, ma: number, drift = 0.05, start = 50): Float64Array {
  let state = 12_345n;
  const noise = Array.from({ length: length + 1 }, () => {
    state = (state * 1_103_515_245n + 12_345n) % 2_147_483_648n;
    return Number(state) / 2_147_483_648 - 0.5;
  });
  const values = [start];
  let step = 0;
  for (let at = 1; at < length; at += 1) {
    step = ar * step + (noise[at] ?? 0) + ma * (noise[at - 1] ?? 0);
    values.push((values[at - 1] ?? 0) + step + drift);
  }
  return Float64Array.from(values);
}

/** Prices that go up and down by some percent. */
export function madePrices(length: number): Float64Array {
  return madeSeries(length, 0, 0, 0.03, 0).map((value) => 100 * Math.exp(value / 30));
}

export function settings(changes: Partial<ForecastSettings> = {}): ForecastSettings {
  return {
    ...presets.fast_training,
    horizon: 5,
    level: 0.8,
    chosen: 'combination',
    metric: 'MASE',
    season: 5,
    noNegatives: true,
    ...changes,
  };
}

export const never = (): boolean => false;
