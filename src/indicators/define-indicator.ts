import type { BarSeries } from '../domain/bar.ts';
import type { Columns, IndicatorDefinition, IndicatorParameter, InputColumn } from './definition.ts';
import { findRuns, type Run } from './runs.ts';
import { valueAt, withoutValues } from './typed-array.ts';

interface Recipe<Parameter extends string, Output extends string>
  extends Omit<IndicatorDefinition, 'parameters' | 'outputs' | 'warmUp' | 'compute'> {
  readonly parameters: readonly (IndicatorParameter & { readonly name: Parameter })[];
  readonly outputs: readonly Output[];
  /**
   * What a missing value does. `restart`: the bars between two missing values are a series of their own, with a
   * fresh warm-up. `own`: `calculate` sees the missing values and deals with them itself.
   */
  readonly missingValues: 'restart' | 'own';
  warmUp(params: Readonly<Record<Parameter, number>>): number;
  /** New arrays as long as the columns, NaN where there is no value; must leave the columns as they are. */
  calculate(
    columns: Columns,
    params: Readonly<Record<Parameter, number>>,
  ): Readonly<Record<Output, Float64Array>>;
}

/**
 * Makes an indicator of a calculation over complete bars. A bar whose inputs are not all finite has no value, and
 * calculations with a window or a memory start afresh after it: for a moving window this is the same as waiting
 * until the window no longer holds the missing value. An overflow to infinity becomes NaN.
 */
export function defineIndicator<const Parameter extends string, const Output extends string>(
  recipe: Recipe<Parameter, Output>,
): IndicatorDefinition {
  const { missingValues, calculate, warmUp, ...description } = recipe;
  return {
    ...description,
    warmUp: (params) => warmUp(pickParameters(recipe, params)),
    compute(series, params) {
      const picked = pickParameters(recipe, params);
      const length = series.close.length;
      const columns = recipe.inputs.map((input) => series[input]);
      const runs = missingValues === 'own' ? [{ start: 0, end: length }] : findRuns(columns, length);
      const outputs: Record<string, Float64Array> = {};
      for (const name of recipe.outputs) outputs[name] = withoutValues(length);
      for (const run of runs) {
        const part: Readonly<Record<string, Float64Array>> = calculate(columnsOf(series, run), picked);
        copyFinite(part, outputs, run.start);
      }
      return outputs;
    },
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

function columnsOf(series: BarSeries, run: Run): Columns {
  const slice = (column: InputColumn) => series[column].subarray(run.start, run.end);
  return {
    open: slice('open'),
    high: slice('high'),
    low: slice('low'),
    close: slice('close'),
    volume: slice('volume'),
  };
}

function copyFinite(
  part: Readonly<Record<string, Float64Array>>,
  outputs: Readonly<Record<string, Float64Array>>,
  start: number,
): void {
  for (const [name, target] of Object.entries(outputs)) {
    const values = part[name] ?? new Float64Array(0);
    for (let index = 0; index < values.length; index++) {
      const value = valueAt(values, index);
      if (Number.isFinite(value)) target[start + index] = value;
    }
  }
}
