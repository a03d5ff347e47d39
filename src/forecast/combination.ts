import { meanPath, membersOf } from './combine.ts';
import type { FittedModel, FittedModels } from './fit-models.ts';
import { accuracyOf, type MetricName, metricOf } from './metrics.ts';
import type { ModelName } from './models/model.ts';
import { maturedBefore, type Truth } from './truth.ts';

export interface Combination extends FittedModel {
  readonly name: 'combination';
  readonly members: readonly ModelName[];
}

/**
 * The combination, and what it would have been at each origin: there its members are chosen by what the origins before
 * had shown by then, so that its errors are as honest as those of its members.
 * @param toPrices from the scale of the models
 */
export function combine(
  { fitted }: FittedModels,
  truth: Truth,
  metric: MetricName,
  toPrices: (path: Float64Array) => Float64Array,
): Combination {
  const predicted = fitted.map(({ name, atOrigins }) => ({ name, prices: atOrigins.map(toPrices) }));
  const choose = (upTo: number): ReadonlySet<string> => {
    const losses = predicted.map(({ name, prices }): [string, number | null] => [
      name,
      upTo > 0 ? metricOf(accuracyOf(prices, truth, upTo), metric) : null,
    ]);
    return new Set(membersOf(new Map(losses), upTo));
  };
  const chosen = choose(truth.origins.length);
  const members = fitted.filter(({ name }) => chosen.has(name));
  return {
    name: 'combination',
    members: members.map(({ name }) => name),
    path: meanPath(members.map(({ path }) => path)),
    atOrigins: truth.origins.map((_, place) => {
      const known = choose(maturedBefore(truth, place));
      return meanPath(
        fitted
          .filter(({ name }) => known.has(name))
          .map(({ atOrigins }) => atOrigins[place] ?? new Float64Array()),
      );
    }),
  };
}
