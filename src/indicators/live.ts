import { namedColumns } from './batch.ts';
import { copyState } from './copy-state.ts';
import type { BarValues, InputColumn, LiveIndicator } from './definition.ts';
import type { DerivedLine, DerivedLines } from './derivations.ts';
import { advanceLines, makeLines } from './own-lines.ts';
import type { Recipe, Workspace } from './recipe.ts';

const inputColumns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;
const firstCapacity = 256;

/**
 * Runs a recipe one bar at a time. It keeps the bars of the current run, since calculations with a window look
 * back at them; the arrays are doubled when they are full.
 */
export class LiveRun<Parameter extends string, Output extends string, Scratch extends string, State>
  implements LiveIndicator
{
  readonly #recipe: Recipe<Parameter, Output, Scratch, State>;
  readonly #params: Readonly<Record<Parameter, number>>;
  readonly #warmUp: number;
  #work: Workspace<Output, Scratch>;
  #state: RunState<State>;
  #length = 0;

  constructor(
    recipe: Recipe<Parameter, Output, Scratch, State>,
    params: Readonly<Record<Parameter, number>>,
  ) {
    this.#recipe = recipe;
    this.#params = params;
    this.#warmUp = recipe.warmUp(params);
    this.#work = emptyWork(recipe, firstCapacity);
    this.#state = this.#begin();
  }

  push(bar: BarValues): Readonly<Record<string, number>> {
    if (this.#breaks(bar)) {
      this.#length = 0;
      this.#state = this.#begin();
      return this.#nothing();
    }
    this.#put(bar);
    this.#advance(this.#state);
    this.#length++;
    return this.#valuesAt(this.#length - 1);
  }

  peek(bar: BarValues): Readonly<Record<string, number>> {
    if (this.#breaks(bar)) return this.#nothing();
    this.#put(bar);
    this.#advance(copyState(this.#state));
    return this.#valuesAt(this.#length);
  }

  #begin(): RunState<State> {
    const { lines = [] } = this.#recipe;
    return { own: this.#recipe.begin(this.#params), lines: lines.map((line) => line.begin()) };
  }

  #breaks(bar: BarValues): boolean {
    const { missingValues, inputs } = this.#recipe;
    return missingValues === 'restart' && !inputs.every((input) => Number.isFinite(bar[input]));
  }

  /** Writes the bar behind the finished ones, over one that was only peeked at. */
  #put(bar: BarValues): void {
    const at = this.#length;
    if (at === this.#work.close.length) this.#work = grown(this.#recipe, this.#work);
    const { outputs, scratch } = this.#work;
    for (const input of inputColumns) this.#work[input][at] = bar[input] ?? Number.NaN;
    const isZero = this.#recipe.sparse === true && at >= this.#warmUp;
    for (const name of this.#recipe.outputs) outputs[name][at] = isZero ? 0 : Number.NaN;
    for (const name of this.#recipe.scratch ?? []) scratch[name][at] = Number.NaN;
  }

  #advance(state: RunState<State>): void {
    const span = { from: this.#length, to: this.#length + 1 };
    advanceLines(this.#recipe.lines ?? [], state.lines, this.#work, span);
    this.#recipe.advance(state.own, { ...this.#work, ...span }, this.#params);
  }

  #valuesAt(index: number): Readonly<Record<string, number>> {
    const values: Record<string, number> = {};
    for (const name of this.#recipe.outputs) {
      const value = this.#work.outputs[name][index] ?? Number.NaN;
      values[name] = Number.isFinite(value) ? value : Number.NaN;
    }
    return values;
  }

  #nothing(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#recipe.outputs.map((name) => [name, Number.NaN]));
  }
}

interface RunState<State> {
  readonly own: State;
  readonly lines: readonly unknown[];
}

type Names<Output extends string, Scratch extends string> = {
  readonly outputs: readonly Output[];
  readonly scratch?: readonly Scratch[];
  readonly lines?: readonly DerivedLine[];
};

function emptyWork<Output extends string, Scratch extends string>(
  { outputs, scratch, lines }: Names<Output, Scratch>,
  capacity: number,
  old: DerivedLines = {},
): Workspace<Output, Scratch> {
  return {
    ...namedColumns<InputColumn>(inputColumns, capacity),
    outputs: namedColumns(outputs, capacity),
    scratch: namedColumns(scratch ?? [], capacity),
    lines: makeLines(lines ?? [], capacity, old),
    from: 0,
    to: 0,
  };
}

function grown<Output extends string, Scratch extends string>(
  names: Names<Output, Scratch>,
  old: Workspace<Output, Scratch>,
): Workspace<Output, Scratch> {
  const next = emptyWork(names, old.close.length * 2, old.lines);
  for (const input of inputColumns) next[input].set(old[input]);
  for (const name of names.outputs) next.outputs[name].set(old.outputs[name]);
  for (const name of names.scratch ?? []) next.scratch[name].set(old.scratch[name]);
  return next;
}
