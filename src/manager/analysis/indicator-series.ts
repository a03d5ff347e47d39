import type { Interval } from '../../domain/interval.ts';
import type { BarRange } from '../../domain/market-store.ts';
import type { Staleness } from '../../domain/staleness.ts';
import { requireIndicator } from '../../indicators/catalogue.ts';
import { resolveParameters } from '../../indicators/parameters.ts';
import { type BarReader, noBars } from '../bar-reader.ts';

/** A whole indicator series; `columns` have the length of `ts` and hold NaN during warm-up. */
export interface IndicatorSeries {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** How many bars it was calculated from, and how many of them are before its first value. */
  readonly bars: number;
  readonly warmUp: number;
  /** Epoch milliseconds. */
  readonly ts: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly stale: Staleness | null;
}

export interface IndicatorQuestion {
  readonly name: string;
  readonly symbol: string;
  readonly interval: Interval;
  readonly parameters: Readonly<Record<string, string>>;
  readonly range: BarRange;
}

/**
 * One indicator over a whole range. Bars before the range are used for its warm-up, so that a range in the middle of a
 * history has values from its first bar on.
 */
export async function indicatorSeries(
  { name, symbol, interval, parameters, range }: IndicatorQuestion,
  reader: Pick<BarReader, 'bars'>,
  stale: Staleness | null,
): Promise<IndicatorSeries> {
  const definition = requireIndicator(name);
  const settled = resolveParameters(definition, parameters);
  const { series } = await reader.bars(symbol, interval, { to: range.to, adjust: range.adjust });
  const columns = definition.compute(series, settled);
  const first = range.from === undefined ? 0 : firstAtOrAfter(series.ts, range.from);
  if (first === series.ts.length) throw noBars(symbol, interval, range, [], series.ts);
  return {
    name: definition.name,
    parameters: settled,
    bars: series.ts.length,
    warmUp: definition.warmUp(settled),
    ts: series.ts.subarray(first),
    columns: Object.fromEntries(
      Object.entries(columns).map(([output, values]) => [output, values.subarray(first)]),
    ),
    stale,
  };
}

function firstAtOrAfter(ts: Float64Array, from: number): number {
  const index = ts.findIndex((time) => time >= from);
  return index < 0 ? ts.length : index;
}
