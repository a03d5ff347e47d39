import type { BarSeries } from '../domain/bar.ts';
import type { PlannedIndicator } from './analysis-options.ts';
import type { Derivations } from './derivations.ts';
import { valueAt } from './typed-array.ts';

/** The values of one indicator at the last bar. */
export interface IndicatorReading {
  readonly name: string;
  /** For people: `SMA 20`, `MACD 12/26/9`. */
  readonly label: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** By output name; null where there is none. */
  readonly values: Readonly<Record<string, number | null>>;
}

/** Computes an indicator and takes its values at the last bar; adds a note for what is missing. */
export function readLast(
  series: BarSeries,
  plan: PlannedIndicator,
  notes: Set<string>,
  shared: Derivations,
): IndicatorReading {
  const { definition, parameters } = plan;
  const columns = definition.compute(series, parameters, shared);
  const label = labelOf(plan);
  const values: Record<string, number | null> = {};
  for (const [output, column] of Object.entries(columns)) values[output] = lastValue(column, output, plan);
  if (Object.values(values).includes(null)) notes.add(whyMissing(series, plan, label));
  if (definition.name === 'rsi' && stoodStill(series.close, parameters['timeperiod'] ?? 0)) {
    values['rsi'] = null;
    notes.add(`${label} says nothing: the price did not move over its ${parameters['timeperiod']} bars.`);
  }
  return { name: definition.name, label, parameters, values };
}

/** Choices by their names, and only those that are not the usual ones. */
function labelOf({ definition, parameters }: PlannedIndicator): string {
  const shown = definition.parameters.flatMap(({ name, choices, default: usual }) => {
    const value = parameters[name] ?? usual;
    if (choices === undefined) return [String(value)];
    return value === usual ? [] : [(choices[value] ?? String(value)).toUpperCase()];
  });
  return [definition.name.toUpperCase(), shown.join('/')].join(' ').trim();
}

function lastValue(column: Float64Array, output: string, { definition, parameters }: PlannedIndicator) {
  // Ichimoku's lagging line ends `displacement` bars before the last bar.
  const isLagging = definition.name === 'ichimoku' && output === 'lagging';
  const back = isLagging ? (parameters['displacement'] ?? 0) : 0;
  const value = valueAt(column, column.length - 1 - back);
  return Number.isFinite(value) ? value : null;
}

function whyMissing(series: BarSeries, { definition, parameters }: PlannedIndicator, label: string): string {
  const bars = series.close.length;
  const needed = definition.warmUp(parameters) + 1;
  if (bars < needed) return `${label} needs ${needed} ${needed === 1 ? 'bar' : 'bars'}; there are ${bars}.`;
  const gaps = definition.inputs.filter((input) => !series[input].subarray(-needed).every(Number.isFinite));
  if (gaps.length === 0) {
    return `${label} has no value at the last bar: its formula divides by 0 there, or its result is too large for a number.`;
  }
  return `${label} has no value at the last bar: ${gaps.join(', ')} must be complete over the last ${needed} bars.`;
}

/** RSI is 0 / 0 then; TA-Lib answers 0, which would read as oversold. */
function stoodStill(close: Float64Array, period: number): boolean {
  const last = valueAt(close, close.length - 1);
  return close.length > period && close.subarray(-period - 1).every((price) => price === last);
}
