import type { Span } from './blocks.ts';
import type { Columns, IndicatorDefinition, IndicatorParameter } from './definition.ts';
import type { DerivedLine, DerivedLines } from './derivations.ts';

export type { Span } from './blocks.ts';

/**
 * What a calculation works on: the columns of one unbroken run of bars from its first bar on, and columns as long
 * for its results. Outputs are NaN until written, unless `sparse`. `scratch` holds lines that other lines are made of (the MACD
 * under its signal). A calculation reads what it wrote from `scratch` only, and writes at bars of its span.
 */
export interface Workspace<Output extends string = string, Scratch extends string = string>
  extends Columns,
    Span {
  readonly outputs: Readonly<Record<Output, Float64Array>>;
  readonly scratch: Readonly<Record<Scratch, Float64Array>>;
  /** The recipe's derived lines by name, complete up to the end of the span. */
  readonly lines: DerivedLines;
}

/** An indicator as it is written down; `defineIndicator` makes the batch and the live calculation of it. */
export interface Recipe<
  Parameter extends string = string,
  Output extends string = string,
  Scratch extends string = string,
  State = unknown,
> extends Omit<IndicatorDefinition, 'parameters' | 'outputs' | 'warmUp' | 'compute' | 'live'> {
  readonly parameters: readonly (IndicatorParameter & { readonly name: Parameter })[];
  readonly outputs: readonly Output[];
  /** Names of working columns. */
  readonly scratch?: readonly Scratch[];
  /** Columns made of the bars that other indicators read as well. */
  readonly lines?: readonly DerivedLine[];
  /** After the warm-up, outputs are 0 until written, and what is written is finite: for what is mostly 0. */
  readonly sparse?: true;
  warmUp(params: Readonly<Record<Parameter, number>>): number;
  /** The state before the first bar: numbers, and arrays and plain objects of them, so that it can be copied. */
  begin(params: Readonly<Record<Parameter, number>>): State;
  /**
   * Goes on over `work.from` to `work.to - 1` and leaves in `state` what the next call needs. However the bars are
   * divided among calls, the numbers are the same. Must leave the input columns as they are.
   */
  advance(state: State, work: Workspace<Output, Scratch>, params: Readonly<Record<Parameter, number>>): void;
}
