import type { Model, ModelContext } from './models/model.ts';

/**
 * Where the evaluation stands: values before `at` were known, those from it on were not. Origins are a whole number of
 * steps apart, and the last one has all its `horizon` values in the series.
 */
export interface OriginPlan {
  /** Places in the series, ascending. */
  readonly origins: readonly number[];
  readonly step: number;
}

/** Origins from the end of the series backwards, each with at least `least` values before it. */
export function planOrigins(
  length: number,
  { wanted, horizon, least }: { wanted: number; horizon: number; least: number },
): OriginPlan {
  const latest = length - horizon;
  const room = latest - least;
  if (room < 0) return { origins: [], step: horizon };
  // As far apart as the horizon, the errors of two origins share no value; closer only where history is short.
  const step = Math.max(1, Math.min(horizon, wanted > 1 ? Math.floor(room / (wanted - 1)) : horizon));
  const count = Math.min(wanted, Math.floor(room / step) + 1);
  return {
    origins: Array.from({ length: count }, (_, at) => latest - (count - 1 - at) * step),
    step,
  };
}

/**
 * What a model said at each origin, knowing only what lies before it and of this at most `window` values.
 * @param stop asked before each fit; the answer is null once it says so, or where the model fails at an origin
 */
export function pathsAt(
  model: Model,
  values: Float64Array,
  origins: readonly number[],
  window: number,
  context: ModelContext,
  stop: () => boolean,
): Float64Array[] | 'stopped' | 'failed' {
  const paths: Float64Array[] = [];
  for (const origin of origins) {
    if (stop()) return 'stopped';
    const path = predictFrom(model, values.subarray(0, origin), window, context);
    if (path === null) return 'failed';
    paths.push(path);
  }
  return paths;
}

/** A path of finite values, or null. */
export function predictFrom(
  model: Model,
  known: Float64Array,
  window: number,
  context: ModelContext,
): Float64Array | null {
  const path = model.predict(known.subarray(Math.max(0, known.length - window)), context);
  return path?.every(Number.isFinite) ? path : null;
}
