import type { Truth } from './truth.ts';

/** The metrics a configuration may name. */
export type MetricName = 'MASE' | 'MAPE' | 'MAE' | 'RMSE' | 'SMAPE' | 'WAPE';

/**
 * Accuracy over all origins and all steps of the horizon. Null where a metric is not defined: MASE where prices stood
 * still, MAPE where a price was 0. Definitions as in Hyndman and Koehler, "Another look at measures of forecast
 * accuracy" (2006); MASE and its seasonal sister are scaled at each origin by the changes before it, then averaged.
 */
export interface Accuracy {
  readonly mae: number;
  /** Null where squares are too large for a double. */
  readonly rmse: number | null;
  readonly mase: number | null;
  /** Scaled by the change over one season instead of over one bar. */
  readonly seasonalMase: number | null;
  /** Percent. */
  readonly mape: number | null;
  /** Percent, from 0 to 200. */
  readonly smape: number;
  /** Sum of absolute errors over sum of prices, percent. */
  readonly wape: number | null;
}

/** @param upTo the origins that count: those before this place */
export function accuracyOf(
  predicted: readonly Float64Array[],
  truth: Truth,
  upTo = predicted.length,
): Accuracy {
  const sums = { absolute: 0, squared: 0, relative: 0, symmetric: 0, price: 0, count: 0 };
  const byOrigin: number[] = [];
  for (let place = 0; place < upTo; place += 1) {
    const path = predicted[place] ?? new Float64Array();
    let absolute = 0;
    for (const [at, forecast] of path.entries()) {
      const actual = truth.actual[place]?.[at] ?? Number.NaN;
      const error = Math.abs(forecast - actual);
      const size = Math.abs(forecast) + Math.abs(actual);
      absolute += error;
      sums.squared += error * error;
      sums.relative += error / Math.abs(actual);
      sums.symmetric += size === 0 ? 0 : (2 * error) / size;
      sums.price += Math.abs(actual);
    }
    sums.count += path.length;
    sums.absolute += absolute;
    byOrigin.push(absolute / path.length);
  }
  return {
    mae: sums.absolute / sums.count,
    rmse: finite(Math.sqrt(sums.squared / sums.count)),
    mase: meanScaled(byOrigin, truth.scale),
    seasonalMase: truth.seasonalScale && meanScaled(byOrigin, truth.seasonalScale),
    mape: finite((100 * sums.relative) / sums.count),
    smape: (100 * sums.symmetric) / sums.count,
    wape: finite((100 * sums.absolute) / sums.price),
  };
}

/** The metric of a name; null where it is not defined. */
export function metricOf(accuracy: Accuracy, name: MetricName): number | null {
  const byName: Readonly<Record<MetricName, number | null>> = {
    MASE: accuracy.mase,
    MAPE: accuracy.mape,
    MAE: accuracy.mae,
    RMSE: accuracy.rmse,
    SMAPE: accuracy.smape,
    WAPE: accuracy.wape,
  };
  return byName[name];
}

function meanScaled(errors: readonly number[], scales: readonly number[]): number | null {
  let sum = 0;
  for (const [place, error] of errors.entries()) sum += error / (scales[place] ?? 0);
  return finite(sum / errors.length);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
