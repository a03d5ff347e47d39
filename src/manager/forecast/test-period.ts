import type { EpochMs } from '../../domain/nominal.ts';
import type { ForecastCalculation } from '../../forecast/answer.ts';
import { accuracyOf } from '../../forecast/metrics.ts';
import { meanChange } from '../../forecast/truth.ts';
import type { ForecastedBar, ForecastTest, TestScore } from './forecasted-symbol.ts';
import type { SplitPeriods } from './options.ts';

/**
 * Scores the paths on the test period. Bars between the periods are forecast too, but do not count. MASE is scaled by
 * the changes of the last bars before the forecast, as everywhere.
 */
export function testOf(
  { paths, model }: ForecastCalculation,
  points: readonly ForecastedBar[],
  { testFrom, testTo }: SplitPeriods,
  closes: Float64Array,
  window: number,
): ForecastTest {
  const places = points.flatMap(({ ts, actual }, at) => (ts >= testFrom && actual !== null ? [at] : []));
  const pick = (values: readonly (number | null)[]): Float64Array =>
    Float64Array.from(places, (at) => values[at] ?? Number.NaN);
  const actual = pick(points.map((point) => point.actual));
  const scale = meanChange(closes.filter(Number.isFinite).subarray(-window), 1);
  const truth = {
    origins: [0],
    step: 1,
    horizon: places.length,
    actual: [actual],
    scale: [scale],
    seasonalScale: null,
    volatility: [0],
  };
  const scores = Object.entries(paths).map(([name, path]): TestScore => {
    const { mae, rmse, mase, smape } = accuracyOf([pick(path)], truth);
    return { model: name, mae, rmse, mase, smape };
  });
  const checked = places.flatMap((at) => {
    const point = points[at];
    if (!point || point.actual === null || point.lower === null || point.upper === null) return [];
    return [point.actual >= point.lower && point.actual <= point.upper];
  });
  return {
    from: testFrom,
    to: testTo as EpochMs,
    values: places.length,
    scores:
      places.length === 0
        ? []
        : scores.toSorted(
            (one, other) =>
              Number(other.model === model) - Number(one.model === model) || one.mae - other.mae,
          ),
    inside: checked.filter(Boolean).length,
    withInterval: checked.length,
  };
}
