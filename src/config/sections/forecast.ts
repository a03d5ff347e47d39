import * as z from 'zod';
import { type Finding, rule } from '../checks.ts';
import { flag, list, number, oneOf, optional, text, whole } from '../fields.ts';
import { splitDates, splitDatesInOrder } from './split-dates.ts';

const presets = ['fast_training', 'medium_quality', 'high_quality', 'best_quality'] as const;
const metrics = ['MASE', 'MAPE', 'MAE', 'RMSE', 'SMAPE', 'WAPE'] as const;

const fields = z.object({
  forecast_length: optional(whole({ min: 1 }))
    .prefault(7)
    .meta({ description: 'How far to forecast; without effect when test dates are given', unit: 'bars' }),
  ...splitDates,
  frequency: text().prefault('infer').meta({
    description: 'Which bars to forecast (D, W, M, Q, h, 15min), or infer for the interval asked for',
  }),
  prediction_interval: number({ min: 0, max: 1 })
    .prefault(0.9)
    .meta({ description: 'Probability that the confidence range covers', unit: 'fraction' }),
  preset: oneOf(presets).prefault('medium_quality').meta({
    description: 'Quality against speed: how many models, and how many origins to evaluate them at',
  }),
  time_limit: optional(whole({ min: 1 })).meta({
    description: 'Time for fitting one symbol; models that it does not suffice for are left out and named',
    unit: 's',
  }),
  eval_metric: oneOf(metrics, 'upper')
    .prefault('MASE')
    .meta({ description: 'Metric that selects the members of the combination' }),
  models: optional(z.union([text(), list(text())], { error: 'the name of a model or a list of names' })).meta(
    {
      description:
        'Models to consider: naive, drift, seasonal_naive, theta, arima, ets, mstl, combination; by default those of the preset',
    },
  ),
  max_workers: optional(whole({ min: 1 })).meta({
    description: 'Worker threads for forecasts; by default as many as the machine runs in parallel',
  }),
  no_negatives: flag().prefault(true).meta({ description: 'Keep forecasts at or above zero' }),
  use_calendar_covariates: flag()
    .prefault(true)
    .meta({ description: 'Whether models may use the season of the calendar (week, year, session)' }),
  past_covariate_columns: optional(list(text())).meta({
    description: 'Columns to use as past covariates; no model here takes any',
    noEffect: 'forecast.models',
  }),
});

type Fields = z.output<typeof fields>;

const hasTestDates = (value: Fields) => value.test_start_date !== null && value.test_end_date !== null;

function missingTrainDates(value: Fields): readonly Finding[] {
  if (!hasTestDates(value)) return [];
  return (['train_start_date', 'train_end_date'] as const)
    .filter((name) => value[name] === null)
    .map((name) => ({ path: [name], expected: 'given, since test dates are', got: 'nothing' }));
}

export const forecast = fields
  .check(rule(splitDatesInOrder))
  .check(rule(missingTrainDates))
  .transform((value) => (hasTestDates(value) ? { ...value, forecast_length: null } : value));
