import { requireIndicator } from './catalogue.ts';
import type { IndicatorDefinition } from './definition.ts';
import { indicatorGroups } from './groups.ts';
import { resolveParameters } from './parameters.ts';

/** What a technical analysis shows. Periods are numbers of bars. */
export interface AnalysisOptions {
  /** Names or aliases of indicators; the signals and the quick analysis are made in any case. */
  readonly indicators: readonly string[];
  /** Notes that the analysis opens its own with: what was odd about the choice. */
  readonly notes: readonly string[];
  readonly smaPeriods: readonly number[];
  readonly emaPeriods: readonly number[];
  readonly rsiPeriod: number;
  readonly macd: { readonly fast: number; readonly slow: number; readonly signal: number };
  /** Deviations: how many of them the bands stand from the middle. */
  readonly bbands: { readonly period: number; readonly deviations: number };
  readonly stoch: { readonly fastK: number; readonly slowK: number; readonly slowD: number };
  readonly atrPeriod: number;
  readonly adxPeriod: number;
  readonly willrPeriod: number;
  readonly cciPeriod: number;
  readonly volumePeriod: number;
}

/** The older application's parameters, so that its users meet the numbers they know. */
export const analysisDefaults: AnalysisOptions = {
  indicators: indicatorGroups.comprehensive,
  notes: [],
  smaPeriods: [20, 50, 200],
  emaPeriods: [12, 26],
  rsiPeriod: 14,
  macd: { fast: 12, slow: 26, signal: 9 },
  bbands: { period: 20, deviations: 2 },
  stoch: { fastK: 14, slowK: 3, slowD: 3 },
  atrPeriod: 14,
  adxPeriod: 14,
  willrPeriod: 14,
  cciPeriod: 20,
  volumePeriod: 20,
};

/** One indicator with checked parameters. */
export interface PlannedIndicator {
  readonly definition: IndicatorDefinition;
  readonly parameters: Readonly<Record<string, number>>;
}

/** An indicator with parameters. Throws USAGE for unknown names and for numbers out of range. */
export function planIndicator(name: string, given: Readonly<Record<string, number>>): PlannedIndicator {
  const definition = requireIndicator(name);
  return { definition, parameters: resolveParameters(definition, given) };
}

/** The indicators to show, in the order asked for, each once per set of parameters. Throws USAGE as above. */
export function planAnalysis(options: AnalysisOptions): PlannedIndicator[] {
  const names = new Set(options.indicators.map((name) => requireIndicator(name).name));
  return [...names].flatMap((name) => parametersOf(name, options).map((given) => planIndicator(name, given)));
}

function parametersOf(name: string, options: AnalysisOptions): Record<string, number>[] {
  const { macd, bbands, stoch } = options;
  const period = (timeperiod: number) => [{ timeperiod }];
  const byName: Record<string, Record<string, number>[]> = {
    sma: options.smaPeriods.map((timeperiod) => ({ timeperiod })),
    ema: options.emaPeriods.map((timeperiod) => ({ timeperiod })),
    rsi: period(options.rsiPeriod),
    macd: [{ fastperiod: macd.fast, slowperiod: macd.slow, signalperiod: macd.signal }],
    bbands: [{ timeperiod: bbands.period, nbdevup: bbands.deviations, nbdevdn: bbands.deviations }],
    stoch: [{ fastk_period: stoch.fastK, slowk_period: stoch.slowK, slowd_period: stoch.slowD }],
    atr: period(options.atrPeriod),
    adx: period(options.adxPeriod),
    willr: period(options.willrPeriod),
    cci: period(options.cciPeriod),
    volume: period(options.volumePeriod),
  };
  // All others keep the parameters of the catalogue.
  return byName[name] ?? [{}];
}
