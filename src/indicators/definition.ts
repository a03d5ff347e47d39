import type { BarSeries } from '../domain/bar.ts';

/** A column of a bar series that an indicator can read. */
export type InputColumn = 'open' | 'high' | 'low' | 'close' | 'volume';

/** The five columns an indicator reads, all of the same length. */
export type Columns = Readonly<Record<InputColumn, Float64Array>>;

/** A number that tunes an indicator, with the range TA-Lib allows. */
export interface IndicatorParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly description: string;
}

type IndicatorGroup = 'trend' | 'momentum' | 'volatility' | 'volume';

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
  /** Leading bars of an unbroken series at which not every output has a value yet. */
  warmUp(params: Readonly<Record<string, number>>): number;
  /**
   * Computes the outputs, each as long as the series, NaN where there is no value; never infinite, never throwing
   * on data. A NaN or infinite input is a missing value: see `defineIndicator` for what follows from it.
   * @param params resolved by `resolveParameters`; a missing one is a defect of the caller and throws.
   */
  compute(
    series: BarSeries,
    params: Readonly<Record<string, number>>,
  ): Readonly<Record<string, Float64Array>>;
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
