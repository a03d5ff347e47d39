import type { AdjustmentBasis } from '../../domain/bar.ts';
import { completeBars } from '../../domain/calendar/bar-end.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { futureBars } from '../../domain/calendar/future-bars.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { ForecastStore } from '../../domain/forecast-store.ts';
import type { Interval } from '../../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { ForecastCalculation } from '../../forecast/answer.ts';
import type { ForecastSettings } from '../../forecast/settings.ts';
import { meanChange } from '../../forecast/truth.ts';
import { barNotes } from '../bar-notes.ts';
import { runTasks } from '../workers/run-tasks.ts';
import type { ForecastedBar, ForecastedSymbol } from './forecasted-symbol.ts';
import { hashOfBars, hashOfSettings, keepForecast } from './keep.ts';
import { narrowingNote } from './narrowing.ts';
import type { ForecastOptions } from './options.ts';
import { barsNeeded, settle } from './settle.ts';
import { forecastTask } from './task.ts';
import { testOf } from './test-period.ts';

export interface ForecastQuestion {
  readonly symbol: string;
  readonly interval: Interval;
  readonly range: BarRange;
  readonly options: ForecastOptions;
  readonly signal?: AbortSignal | undefined;
}

/** What forecasting needs of the manager. */
export interface ForecastSources {
  readonly store: MarketStore;
  /** Where forecasts are kept; null where they cannot be. */
  readonly forecasts: ForecastStore | null;
  readonly stale: Staleness | null;
  bars(symbol: string, interval: Interval, range: BarRange): Promise<StoredBars>;
  now(): EpochMs;
}

const barsOfHistory = 120;

/** A forecast of a symbol's closes, its evaluation, and what earlier forecasts of it were worth. */
export async function forecastSymbol(
  question: ForecastQuestion,
  sources: ForecastSources,
): Promise<ForecastedSymbol> {
  const { options } = question;
  const { split } = options;
  const symbol = question.symbol.trim().toUpperCase() as TickerSymbol;
  const calendar = await sources.store.calendar(symbol);
  const read = await readSeries(question, sources, symbol, calendar);
  const { interval, adjust, series, bases, known, complete, future, settings } = read;
  const closes = series.close.subarray(0, known);
  const calculation = await calculate(closes, settings, question);
  const points = pointsOf(calculation, future, split ? series.close.subarray(known) : null);
  const kept = await keep(sources, {
    symbol,
    interval,
    adjust,
    settings,
    series,
    known,
    split,
    points,
    calculation,
  });
  return {
    ...withoutIntervals(calculation),
    symbol,
    interval,
    basis: bases,
    calendar: calendar.id,
    from: (series.ts[0] ?? 0) as EpochMs,
    asOf: (series.ts[known - 1] ?? 0) as EpochMs,
    horizon: settings.horizon,
    level: settings.level,
    season: settings.season,
    points,
    history: historyOf(series.ts.subarray(0, known), closes),
    test: split ? testOf(calculation, points, split, closes, settings.window) : null,
    ...kept,
    notes: [
      ...options.notes,
      ...calculation.notes,
      ...(complete < series.ts.length ? ['The last bar is still forming, and was left out.'] : []),
      ...notesOn(calendar, future, bases, sources, split !== null),
      ...narrowingNote(points),
      ...barNotes({ series, bases }, calendar, question.range.adjust),
    ],
    stale: sources.stale,
  };
}

/** The bars of a question, how many of them are known to the models, and the times to forecast. */
async function readSeries(
  { options, range, ...question }: ForecastQuestion,
  sources: ForecastSources,
  symbol: TickerSymbol,
  calendar: ExchangeCalendar,
) {
  const { split, horizon } = options;
  const interval = options.interval ?? question.interval;
  const outline = settle(options, horizon, calendar, interval);
  const asked: BarRange = split ? { from: split.trainFrom, to: split.testTo } : range;
  const latest = split || range.from !== undefined ? {} : { latest: barsNeeded(outline) };
  const adjust: AdjustmentBasis = range.adjust ?? 'total';
  const { series, bases } = await sources.bars(symbol, interval, { ...asked, adjust, ...latest });
  const complete = completeBars(calendar, interval, series.ts, sources.now());
  const known = split ? Math.min(complete, upperBound(series.ts, split.trainTo)) : complete;
  if (!series.close.subarray(0, known).some(Number.isFinite))
    throw noPrices(symbol, interval, split !== null);
  const future = split
    ? ([...series.ts.subarray(known, complete)] as EpochMs[])
    : futureBars(calendar, interval, (series.ts[known - 1] ?? 0) as EpochMs, horizon);
  if (future.length === 0) throw nothingToTest(symbol, interval);
  const settings = { ...outline, horizon: future.length };
  return { interval, adjust, series, bases, known, complete, future, settings };
}

async function calculate(
  closes: Float64Array,
  settings: ForecastSettings,
  { options: { timeLimitMs, threads }, signal }: ForecastQuestion,
): Promise<ForecastCalculation> {
  const [calculation] = await runTasks(forecastTask, [{ closes, settings, timeLimitMs }], {
    signal,
    ...(threads !== null && { threads }),
  });
  if (calculation === undefined) throw new Error('a task without an answer');
  return calculation;
}

function pointsOf(
  { paths, model, lower, upper }: ForecastCalculation,
  future: readonly EpochMs[],
  actual: Float64Array | null,
): ForecastedBar[] {
  return future.map((ts, at) => {
    const happened = actual?.[at];
    return {
      ts,
      forecast: paths[model]?.[at] ?? Number.NaN,
      lower: lower[at] ?? null,
      upper: upper[at] ?? null,
      naive: paths.naive?.[at] ?? Number.NaN,
      actual: happened !== undefined && Number.isFinite(happened) ? happened : null,
    };
  });
}

function withoutIntervals({ lower: _lower, upper: _upper, ...rest }: ForecastCalculation) {
  return rest;
}

interface Made {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly adjust: AdjustmentBasis;
  readonly settings: ForecastSettings;
  readonly series: StoredBars['series'];
  readonly known: number;
  readonly split: ForecastOptions['split'];
  readonly points: readonly ForecastedBar[];
  readonly calculation: ForecastCalculation;
}

/** Evaluations of the past are not kept: nothing of them is to come. */
async function keep(
  { store, forecasts, now }: ForecastSources,
  { symbol, interval, adjust, settings, series, known, split, points, calculation }: Made,
): Promise<Pick<ForecastedSymbol, 'id' | 'trackRecord'>> {
  if (forecasts === null || split !== null) return { id: null, trackRecord: null };
  const ts = series.ts.subarray(0, known);
  const closes = series.close.subarray(0, known);
  const prices = closes.filter(Number.isFinite);
  return keepForecast(
    forecasts,
    store,
    {
      symbol,
      interval,
      adjust,
      origin: (ts[closes.findLastIndex(Number.isFinite)] ?? 0) as EpochMs,
      last: calculation.last,
      scale: meanChange(prices.subarray(-settings.window), 1),
      level: settings.level,
      model: calculation.model,
      points: points.map(({ naive: _naive, actual: _actual, ...point }) => point),
      paths: calculation.paths as Record<string, readonly number[]>,
      dataHash: hashOfBars(ts, closes),
      // Of a forecast whose time was up less is known than of one with the same settings that came to its end.
      settingsHash: hashOfSettings({ ...settings, adjust, fitted: Object.keys(calculation.paths) }),
    },
    now(),
  );
}

function historyOf(ts: Float64Array, closes: Float64Array): ForecastedSymbol['history'] {
  return {
    ts: [...ts.subarray(-barsOfHistory)],
    closes: [...closes.subarray(-barsOfHistory)].map((close) => (Number.isFinite(close) ? close : null)),
  };
}

function notesOn(
  calendar: ExchangeCalendar,
  future: readonly EpochMs[],
  bases: readonly AdjustmentBasis[],
  { forecasts }: ForecastSources,
  isTest: boolean,
): string[] {
  const notes: string[] = [];
  if (bases.length > 1)
    notes.push(`Prices mix adjustments (${bases.join(', ')}): a seam may look like a move.`);
  if (calendar.id === 'unknown')
    notes.push('The exchange is not known: a holiday may be among the days forecast.');
  const end = calendar.known?.to;
  if (!isTest && end !== undefined && (future.at(-1) ?? 0) >= end * 86_400_000) {
    notes.push('The forecast reaches beyond the years whose holidays are known.');
  }
  if (forecasts === null && !isTest)
    notes.push('Not stored, and not to be scored later: a file answered, not the database.');
  return notes;
}

function upperBound(ts: Float64Array, time: number): number {
  const index = ts.findIndex((one) => one > time);
  return index < 0 ? ts.length : index;
}

function noPrices(symbol: string, interval: Interval, isTest: boolean): StockulaError {
  return new StockulaError('NO_DATA', {
    expected: `prices of ${symbol} with interval ${interval}${isTest ? ' in the train period' : ''}`,
    got: 'no bar that is complete and has a close',
    remedy: 'Ask for another range or interval, or fetch bars: stockula etl fetch.',
  });
}

function nothingToTest(symbol: string, interval: Interval): StockulaError {
  return new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} with interval ${interval} in the test period`,
    got: 'none after the train period',
    remedy: 'Choose test dates that have bars, or fetch them: stockula etl fetch.',
  });
}
