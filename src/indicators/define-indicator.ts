import { computeBatch } from './batch.ts';
import type { IndicatorDefinition } from './definition.ts';
import { Derivations } from './derivations.ts';
import { LiveRun } from './live.ts';
import type { Recipe } from './recipe.ts';

/**
 * Makes an indicator of a calculation over complete bars. A bar whose inputs are not all finite has no value, and
 * calculations with a window or a memory start afresh after it: for a moving window this is the same as waiting
 * until the window no longer holds the missing value. An overflow to infinity becomes NaN.
 */
export function defineIndicator<
  const Parameter extends string,
  const Output extends string,
  State,
  const Scratch extends string = never,
>(recipe: Recipe<Parameter, Output, Scratch, State>): IndicatorDefinition {
  const { scratch, lines, sparse, begin, advance, warmUp, ...description } = recipe;
  return {
    ...description,
    warmUp: (params) => warmUp(pickParameters(recipe, params)),
    compute: (series, params, shared = new Derivations(series)) =>
      computeBatch(recipe, series, pickParameters(recipe, params), shared),
    live: (params) => new LiveRun(recipe, pickParameters(recipe, params)),
  };
}

function pickParameters<Parameter extends string>(
  recipe: { readonly name: string; readonly parameters: readonly { readonly name: Parameter }[] },
  params: Readonly<Record<string, number>>,
): Readonly<Record<Parameter, number>> {
  const picked: Partial<Record<Parameter, number>> = {};
  for (const { name } of recipe.parameters) {
    const value = params[name];
    if (value === undefined || Number.isNaN(value)) {
      throw new TypeError(`Parameter ${name} of ${recipe.name} was not resolved`);
    }
    picked[name] = value;
  }
  return picked as Record<Parameter, number>;
}
