import type { BarSeries } from '../domain/bar.ts';
import { blocks } from './blocks.ts';
import type { Columns } from './definition.ts';
import type { Derivations } from './derivations.ts';
import type { Recipe } from './recipe.ts';
import type { Run } from './runs.ts';
import { borrowColumn, returnColumn } from './scratch-pool.ts';
import { withoutValues } from './typed-array.ts';

/** The outputs of an indicator over a whole series, run by run. */
export function computeBatch<Parameter extends string, Output extends string, Scratch extends string, State>(
  recipe: Recipe<Parameter, Output, Scratch, State>,
  series: BarSeries,
  params: Readonly<Record<Parameter, number>>,
  shared: Derivations,
): Readonly<Record<Output, Float64Array>> {
  const length = series.close.length;
  const derived = shared.of(series);
  const runs = recipe.missingValues === 'own' ? [{ start: 0, end: length }] : derived.runs(recipe.inputs);
  const warmUp = recipe.sparse === true ? recipe.warmUp(params) : 0;
  const outputs = emptyColumns(recipe.outputs, length);
  const scratch = borrowedColumns(recipe.scratch ?? [], length);
  let done = 0;
  for (const run of runs) {
    clear(outputs, done, run.start);
    done = run.end;
    const count = run.end - run.start;
    const columns = columnsOf(series, run);
    const lines = derived.lines(run, columns, recipe.lines ?? []);
    const work = { ...columns, outputs: cut(outputs, run), scratch: cut(scratch, run), lines };
    const state = recipe.begin(params);
    if (recipe.sparse === true) {
      clear(work.outputs, 0, Math.min(warmUp, count));
      recipe.advance(state, { ...work, from: 0, to: count }, params);
      continue;
    }
    for (const span of blocks(count)) {
      // Just before they are written, so that the processor has them at hand.
      clear(work.outputs, span.from, span.to);
      clear(work.scratch, span.from, span.to);
      recipe.advance(state, { ...work, ...span }, params);
      for (const name of recipe.outputs) dropInfinite(work.outputs[name], span.from, span.to);
    }
  }
  clear(outputs, done, length);
  for (const name of recipe.scratch ?? []) returnColumn(scratch[name]);
  return outputs;
}

function emptyColumns<Name extends string>(
  names: readonly Name[],
  length: number,
): Record<Name, Float64Array> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of names) columns[name] = new Float64Array(length);
  return columns as Record<Name, Float64Array>;
}

function borrowedColumns<Name extends string>(
  names: readonly Name[],
  length: number,
): Record<Name, Float64Array> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of names) columns[name] = borrowColumn(length);
  return columns as Record<Name, Float64Array>;
}

function clear(columns: Readonly<Record<string, Float64Array>>, from: number, to: number): void {
  for (const name in columns) columns[name]?.fill(Number.NaN, from, to);
}

/** Columns without values, by name. */
export function namedColumns<Name extends string>(
  names: readonly Name[],
  length: number,
): Record<Name, Float64Array> {
  const columns: Partial<Record<Name, Float64Array>> = {};
  for (const name of names) columns[name] = withoutValues(length);
  return columns as Record<Name, Float64Array>;
}

function cut<Name extends string>(
  columns: Readonly<Record<Name, Float64Array>>,
  { start, end }: Run,
): Record<Name, Float64Array> {
  const views: Partial<Record<Name, Float64Array>> = {};
  for (const name in columns) views[name] = columns[name].subarray(start, end);
  return views as Record<Name, Float64Array>;
}

function columnsOf({ ts, open, high, low, close, volume }: BarSeries, run: Run): Columns {
  return cut({ ts, open, high, low, close, volume }, run);
}

/** An overflow becomes NaN. One test for four bars: times 0, a number is 0, and NaN and infinity are NaN. */
function dropInfinite(values: Float64Array, from: number, to: number): void {
  let index = from;
  for (; index + 3 < to; index += 4) {
    const a = values[index] as number;
    const b = values[index + 1] as number;
    const c = values[index + 2] as number;
    const d = values[index + 3] as number;
    if (a * 0 + b * 0 + (c * 0 + d * 0) !== 0) dropInfiniteOf(values, index, index + 4);
  }
  dropInfiniteOf(values, index, to);
}

function dropInfiniteOf(values: Float64Array, from: number, to: number): void {
  for (let index = from; index < to; index++) {
    if (!Number.isFinite(values[index])) values[index] = Number.NaN;
  }
}
