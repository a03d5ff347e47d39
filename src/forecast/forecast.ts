import type { ForecastCalculation, ForecastModelName } from './answer.ts';
import { combine } from './combination.ts';
import { fewestScores, halfWidths, measureCoverage, type Residuals } from './conformal.ts';
import { type FittedModel, fitModels } from './fit-models.ts';
import type { ForecastEngines } from './models/model.ts';
import { scoreModels } from './score-models.ts';
import type { ForecastSettings } from './settings.ts';
import { type Truth, truthAt, volatilityBefore } from './truth.ts';

/**
 * Forecasts the closes of a series, evaluates the models over rolling origins, and calibrates intervals on their errors.
 * What is said of a time depends on nothing after it. Deterministic, but for what `stop` leaves out.
 * @param closes one price per bar, ascending in time, NaN where there is none; at least one is a price
 * @param stop whether time is up; asked before each fit of a model that takes time
 */
export function forecastSeries(
  closes: Float64Array,
  settings: ForecastSettings,
  engines: ForecastEngines,
  stop: () => boolean,
): ForecastCalculation {
  const prices = closes.filter(Number.isFinite);
  const scale = prices.every((price) => price > 0) ? 'log' : 'price';
  const values = scale === 'log' ? prices.map(Math.log) : prices;
  const toPrices = (path: Float64Array): Float64Array =>
    scale === 'log'
      ? path.map(Math.exp)
      : path.map((price) => (settings.noNegatives ? Math.max(0, price) : price));
  const { horizon, season, arimaOrders, window, metric } = settings;
  const fits = fitModels(values, settings, { horizon, season, arimaOrders, engines }, stop);
  const truth = truthAt(prices, values, fits.plan, { horizon, window, season });
  const combination = combine(fits, truth, metric, toPrices);
  const all: readonly FittedModel[] = [...fits.fitted, combination];
  const chosen = all.find(({ name }) => name === settings.chosen) ?? all[0] ?? combination;
  const notes = [...fits.notes, ...notesOn(chosen.name, settings, truth, prices)];
  // The last price itself: there and back through the logarithm it would be off by a rounding.
  const last = prices.at(-1) ?? Number.NaN;
  const isNaive = (name: ForecastModelName): boolean =>
    name === 'naive' || (name === 'combination' && combination.members.length === 1);
  const intervals = intervalsOf(chosen, truth, values, settings);
  return {
    model: chosen.name,
    scale,
    bars: prices.length,
    withoutPrice: closes.length - prices.length,
    last,
    paths: Object.fromEntries(
      all.map(({ name, path }) => [name, isNaive(name) ? [...path].map(() => last) : [...toPrices(path)]]),
    ),
    lower: inPrices(chosen.path, intervals.widths, -1, toPrices),
    upper: inPrices(chosen.path, intervals.widths, 1, toPrices),
    members: combination.members,
    evaluation: scoreModels(all, truth, window, toPrices),
    coverage: intervals.coverage,
    notes,
  };
}

function intervalsOf(chosen: FittedModel, truth: Truth, values: Float64Array, { level }: ForecastSettings) {
  if (level === null) return { widths: null, coverage: null };
  const residuals: Residuals = {
    absolute: chosen.atOrigins.map((path, place) =>
      path.map((value, at) => Math.abs(value - (values[(truth.origins[place] ?? 0) + at] ?? Number.NaN))),
    ),
  };
  const volatility = volatilityBefore(values, values.length);
  return {
    widths: halfWidths(residuals, truth, level, truth.origins.length, volatility),
    coverage: measureCoverage(residuals, truth, level),
  };
}

function inPrices(
  path: Float64Array,
  widths: readonly (number | null)[] | null,
  sign: 1 | -1,
  toPrices: (path: Float64Array) => Float64Array,
): (number | null)[] {
  const edges = toPrices(path.map((value, at) => value + sign * (widths?.[at] ?? Number.NaN)));
  return [...edges].map((edge) => (Number.isFinite(edge) ? edge : null));
}

function notesOn(
  chosen: ForecastModelName,
  settings: ForecastSettings,
  { origins }: Truth,
  prices: Float64Array,
): string[] {
  const { level } = settings;
  const notes: string[] = [];
  if (chosen !== settings.chosen) notes.push(`${settings.chosen} gave no forecast: this is ${chosen}.`);
  if (level !== null && origins.length < fewestScores(level)) {
    const needed = `${fewestScores(level)} origins are needed, and there ${origins.length === 1 ? 'is' : 'are'} ${origins.length}`;
    notes.push(`No intervals: for ${+(level * 100).toPrecision(6)} % ${needed}.`);
  }
  if (prices.length > 1 && prices.every((price) => price === prices[0])) {
    notes.push('All prices are equal: forecasts repeat them, and MASE is not defined.');
  }
  return notes;
}
