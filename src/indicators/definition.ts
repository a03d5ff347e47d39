import type { BarSeries } from '../domain/bar.ts';
import type { InputColumn } from './columns.ts';
import type { Derivations } from './derivations.ts';

export type { Columns, InputColumn } from './columns.ts';

/** One bar; what an indicator does not read may be left out. NaN is a missing value. */
export type BarValues = Readonly<Partial<Record<InputColumn, number>>>;

/** A number that tunes an indicator, with the range TA-Lib allows. */
export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** Names that stand for the numbers from 0 on. */
  readonly choices?: readonly string[];
  readonly description: string;
}

/** TA-Lib's groups; each has a folder. */
type IndicatorGroup =
  | 'overlap'
  | 'momentum'
  | 'volatility'
  | 'volume'
  | 'cycle'
  | 'price'
  | 'statistic'
  | 'pattern';

/** Everything to know about one indicator: what it is called, where its formula comes from, how to compute it. */
export interface IndicatorDefinition {
  /** Lower case; TA-Lib's name where it has the indicator. */
  readonly name: string;
  /** Other names it is found by, lower case. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly group: IndicatorGroup;
  readonly formula: string;
  readonly source: string;
  readonly inputs: readonly InputColumn[];
  readonly parameters: readonly IndicatorParameter[];
  /** Names of the computed columns. */
  readonly outputs: readonly string[];
  /**
   * What a missing value does. `restart`: the bars between two missing values are a series of their own, with a
   * fresh warm-up. `own`: the calculation deals with missing values itself.
   */
  readonly missingValues: 'restart' | 'own';
  /** Leading bars of an unbroken series at which not every output has a value yet. */
  warmUp(params: Readonly<Record<string, number>>): number;
  /**
   * Computes the outputs, each as long as the series, NaN where there is no value; never infinite, never throwing
   * on data. A NaN or infinite input is a missing value: see `defineIndicator` for what follows from it.
   * @param params resolved by `resolveParameters`; a missing one is a defect of the caller and throws.
   * @param shared spares deriving again what another indicator has derived from the same series.
   */
  compute(
    series: BarSeries,
    params: Readonly<Record<string, number>>,
    shared?: Derivations,
  ): Readonly<Record<string, Float64Array>>;
  /** The same calculation bar by bar, with the same numbers to the last bit. Parameters as for `compute`. */
  live(params: Readonly<Record<string, number>>): LiveIndicator;
}

/** An indicator that is given one bar after the other. */
export interface LiveIndicator {
  /** Takes a finished bar. Returns the outputs at it, NaN where there is no value. */
  push(bar: BarValues): Readonly<Record<string, number>>;
  /** What `push` would return for a bar that is still forming; the next `push` or `peek` replaces that bar. */
  peek(bar: BarValues): Readonly<Record<string, number>>;
}

/** The usual parameter called `timeperiod`: a number of bars. */
export function periodParameter<const Name extends string>(
  name: Name,
  defaultValue: number,
  min: number,
  description: string,
) {
  return { name, default: defaultValue, min, max: 100_000, integer: true, description } as const;
}
