import type { ForecastCalculation } from '../../forecast/answer.ts';
import { forecastSeries } from '../../forecast/forecast.ts';
import type { ForecastSettings } from '../../forecast/settings.ts';
import { taskKind } from '../workers/task-kind.ts';
import { loadEngines } from './engines.ts';

interface ForecastTask {
  readonly closes: Float64Array;
  readonly settings: ForecastSettings;
  /** From the start of the calculation on; null for none. One fit, which takes milliseconds, may overrun it. */
  readonly timeLimitMs: number | null;
}

/** Forecasting as work for a thread. */
export const forecastTask = taskKind<{ runTask: typeof runTask }>(new URL(import.meta.url));

export function runTask({ closes, settings, timeLimitMs }: ForecastTask): ForecastCalculation {
  const end = timeLimitMs === null ? Number.POSITIVE_INFINITY : performance.now() + timeLimitMs;
  return forecastSeries(closes, settings, loadEngines(), () => performance.now() >= end);
}
