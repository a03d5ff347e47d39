import type { Config } from '../../config/schema.ts';
import { forecast as section } from '../../config/sections/forecast.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import { type AskedDays, askedRange } from '../asked-range.ts';
import { askedSection } from '../asked-section.ts';
import type { ForecastQuestion } from './forecast-symbol.ts';
import { forecastOptions } from './options.ts';

type Section = Config['forecast'];

/** A forecast as it is asked over the network; what is left out is as configured. */
export interface AskedForecast extends AskedDays {
  readonly symbol: string;
  readonly interval?: Interval | undefined;
  readonly adjust?: AdjustmentBasis | undefined;
  /** Bars. */
  readonly horizon?: number | undefined;
  /** Probability that intervals are to cover; 0 for none. */
  readonly level?: number | undefined;
  readonly preset?: Section['preset'] | undefined;
  readonly metric?: Section['eval_metric'] | undefined;
  readonly models?: readonly string[] | undefined;
  readonly timeLimit?: number | undefined;
  readonly noNegatives?: boolean | undefined;
  readonly useSeason?: boolean | undefined;
  /** A period kept apart, in place of the horizon, and the days before it that models may see. */
  readonly train?: AskedSpan | undefined;
  readonly test?: AskedSpan | undefined;
}

interface AskedSpan {
  readonly from: string;
  readonly to: string;
}

const names: Readonly<Record<string, string>> = {
  forecast_length: 'horizon',
  prediction_interval: 'level',
  eval_metric: 'metric',
  time_limit: 'timeLimit',
  no_negatives: 'noNegatives',
  use_calendar_covariates: 'useSeason',
  train_start_date: 'train.from',
  train_end_date: 'train.to',
  test_start_date: 'test.from',
  test_end_date: 'test.to',
};

/**
 * A forecast with what is configured filled in, as `stockula --ticker SYMBOL --mode forecast` does it.
 * @throws StockulaError USAGE for what makes no sense
 */
export function askedForecast(config: Config, asked: AskedForecast): ForecastQuestion {
  const { symbol, interval = config.data.interval, adjust = 'total', train, test } = asked;
  // Who names a horizon means the bars to come, whatever test period is configured.
  const isAhead = asked.horizon !== undefined && test === undefined;
  const noDates = {
    train_start_date: null,
    train_end_date: null,
    test_start_date: null,
    test_end_date: null,
  };
  const forecast = askedSection(
    section,
    config.forecast,
    {
      ...(isAhead && noDates),
      forecast_length: asked.horizon,
      prediction_interval: asked.level,
      preset: asked.preset,
      eval_metric: asked.metric,
      models: asked.models,
      time_limit: asked.timeLimit,
      no_negatives: asked.noNegatives,
      use_calendar_covariates: asked.useSeason,
      ...(train && { train_start_date: train.from, train_end_date: train.to }),
      ...(test && { test_start_date: test.from, test_end_date: test.to }),
    },
    (key) => names[key] ?? key,
  );
  const options = forecastOptions({ forecast });
  const range = { ...askedRange(config, asked), adjust };
  // A frequency that is configured is for who names no interval.
  const frequency = asked.interval === undefined ? options.interval : null;
  return { symbol, interval, range, options: { ...options, interval: frequency } };
}
