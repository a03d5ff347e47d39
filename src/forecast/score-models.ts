import type { Evaluation, ModelScore } from './answer.ts';
import type { FittedModel } from './fit-models.ts';
import { accuracyOf } from './metrics.ts';
import { adjusted, chanceOfGain, fewestForClaim } from './significance.ts';
import type { Truth } from './truth.ts';

/** Chances above this are taken for chance. */
const significance = 0.05;

/** @param toPrices from the scale of the models */
export function scoreModels(
  models: readonly FittedModel[],
  truth: Truth,
  window: number,
  toPrices: (path: Float64Array) => Float64Array,
): Evaluation {
  const evaluation = { origins: truth.origins.length, step: truth.step, window };
  if (evaluation.origins === 0) {
    const verdict =
      'The series is too short to evaluate any model: nothing is known about how good this forecast is.';
    return { ...evaluation, scores: [], verdict, nothingBeatsNaive: true };
  }
  const predicted = models.map(({ name, atOrigins }) => ({ name, prices: atOrigins.map(toPrices) }));
  const naive = predicted.find(({ name }) => name === 'naive')?.prices ?? [];
  const overlap = Math.ceil(truth.horizon / truth.step) - 1;
  const lossOfNaive = lossesAt(naive, truth);
  const chances = adjusted(
    new Map(
      predicted
        .filter(({ name }) => name !== 'naive')
        .map(({ name, prices }) => {
          const losses = lossesAt(prices, truth);
          return [
            name,
            chanceOfGain(
              lossOfNaive.map((loss, at) => loss - (losses[at] ?? 0)),
              overlap,
            ),
          ];
        }),
    ),
  );
  const naiveMae = accuracyOf(naive, truth).mae;
  const scores = predicted.map(({ name, prices }): ModelScore => {
    const accuracy = accuracyOf(prices, truth);
    const chance = chances.get(name) ?? null;
    return {
      model: name,
      ...accuracy,
      relativeToNaive: naiveMae > 0 ? accuracy.mae / naiveMae : null,
      chance,
      beatsNaive: chance !== null && chance < significance,
    };
  });
  const better = scores.filter(({ beatsNaive }) => beatsNaive);
  return {
    ...evaluation,
    scores,
    verdict: verdictOn(better, evaluation.origins),
    nothingBeatsNaive: better.length === 0,
  };
}

/** Mean absolute error at each origin, scaled as by MASE so that times of high prices do not outweigh the others. */
function lossesAt(prices: readonly Float64Array[], truth: Truth): number[] {
  return prices.map((path, place) => {
    const sum = path.reduce(
      (total, value, at) => total + Math.abs(value - (truth.actual[place]?.[at] ?? Number.NaN)),
      0,
    );
    return sum / path.length / (truth.scale[place] || 1);
  });
}

function verdictOn(better: readonly ModelScore[], origins: number): string {
  const places = `${origins} ${origins === 1 ? 'origin' : 'origins'}`;
  if (origins < fewestForClaim) {
    return `Only ${places} could be evaluated, too few to say whether anything beats the naive forecast.`;
  }
  if (better.length === 0) {
    return `Nothing beat the naive forecast, the last price, by more than chance at ${places}: there is no evidence here of anything better.`;
  }
  const names = better.map(({ model, chance }) => `${model} (p = ${chance?.toPrecision(2)})`);
  return `Better than the naive forecast by more than chance at ${places}: ${names.join(', ')}.`;
}
