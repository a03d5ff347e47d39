import { counted } from '../domain/counted.ts';
import type { ForecastModelName } from './answer.ts';
import { models } from './models/catalogue.ts';
import { type ModelContext, type ModelName, modelNames } from './models/model.ts';
import { type OriginPlan, pathsAt, planOrigins, predictFrom } from './rolling-origin.ts';
import type { ForecastSettings } from './settings.ts';

/** One model's forecast, and what it said at each origin; all in the scale of the models. */
export interface FittedModel {
  readonly name: ForecastModelName;
  readonly path: Float64Array;
  readonly atOrigins: readonly Float64Array[];
}

export interface FittedModels {
  readonly plan: OriginPlan;
  readonly fitted: readonly (FittedModel & { readonly name: ModelName })[];
  readonly notes: readonly string[];
}

/** So cheap that asking the time would cost more. */
const always = new Set<ModelName>(['naive', 'drift', 'seasonal_naive', 'theta']);
const leastBeforeOrigin = 30;

/**
 * Fits the models to the series and at each origin. One that does not fit, or for which no time is left, is left out
 * and noted; the naive forecast always stays.
 * @param stop whether time is up; asked before each fit of a model that takes time
 */
export function fitModels(
  values: Float64Array,
  settings: ForecastSettings,
  context: ModelContext,
  stop: () => boolean,
): FittedModels {
  const notes: string[] = [];
  const plan = planFor(values.length, settings);
  const names = modelNames.filter((name) => name === 'naive' || settings.models.includes(name));
  const known = plan.origins[0] ?? values.length;
  const fitted = names.flatMap((name) => {
    const least = models[name].least(context);
    const problem = shortness(least, known);
    const timeUp = always.has(name) ? () => false : stop;
    const fit = problem === null ? fitModel(name, values, settings, context, plan, timeUp) : problem;
    if (typeof fit !== 'string') return [fit];
    notes.push(`${name} was left out: ${fit}.`);
    return [];
  });
  return { plan, fitted, notes };
}

/** One model, or why there is none. */
function fitModel(
  name: ModelName,
  values: Float64Array,
  { window }: ForecastSettings,
  context: ModelContext,
  { origins }: OriginPlan,
  timeUp: () => boolean,
): (FittedModel & { name: ModelName }) | string {
  if (timeUp()) return stopped;
  const path = predictFrom(models[name], values, window, context);
  const atOrigins = path && pathsAt(models[name], values, origins, window, context, timeUp);
  if (atOrigins === 'stopped') return stopped;
  if (path === null || atOrigins === null || atOrigins === 'failed')
    return 'no fit was found at every origin';
  return { name, path, atOrigins };
}

const stopped = 'the time limit was reached';

function planFor(length: number, { origins, horizon, window }: ForecastSettings): OriginPlan {
  // At least half of a short history is kept for the first fit.
  const least = Math.max(leastBeforeOrigin, Math.min(window, Math.floor(length / 2)));
  return planOrigins(length, { wanted: origins, horizon, least });
}

function shortness(least: number | null, known: number): string | null {
  if (least === null) return 'there is no season';
  if (known >= least) return null;
  const there = known === 1 ? 'is' : 'are';
  return `it takes ${counted(least, 'bar')}, and there ${there} ${known} before the first origin`;
}
