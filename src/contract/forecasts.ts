import * as z from 'zod';
import { adjust, interval, staleness, symbol } from './common.ts';

const day = z.iso.date();
const span = z.object({ from: day, to: day }).strict();
const number = z.number();
const nullable = number.nullable();
const time = number.describe('Epoch milliseconds');

/** Every model, and what the best of them make together. */
export const forecastModels = [
  'naive',
  'drift',
  'seasonal_naive',
  'theta',
  'arima',
  'ets',
  'mstl',
  'combination',
] as const;

export const forecastPresets = ['fast_training', 'medium_quality', 'high_quality', 'best_quality'] as const;

export const forecastQuestion = z
  .object({
    symbol,
    interval: interval.optional().describe('By default as configured: forecast.frequency, data.interval'),
    adjust: adjust.optional().describe('By default total'),
    from: day.optional().describe('First day that models may see'),
    to: day.optional().describe('Last day that models may see'),
    horizon: z.int().min(1).max(1000).optional().describe('Bars to forecast'),
    level: number.min(0).lt(1).optional().describe('Probability that intervals are to cover; 0: none'),
    preset: z
      .enum(forecastPresets)
      .optional()
      .describe('Quality against speed: how many models, and how many origins to evaluate them at'),
    models: z
      .array(z.enum(forecastModels))
      .max(forecastModels.length)
      .optional()
      .describe(
        'Models to consider; of several their combination is the forecast. None: those of the preset',
      ),
    metric: z
      .enum(['MASE', 'MAPE', 'MAE', 'RMSE', 'SMAPE', 'WAPE'])
      .optional()
      .describe('Selects the members of the combination'),
    timeLimit: z.int().min(1).max(600).optional().describe('For fitting, seconds'),
    noNegatives: z.boolean().optional().describe('Keep forecasts at or above zero'),
    useSeason: z.boolean().optional().describe('Whether models may use the season of the calendar'),
    train: span.optional().describe('Days that models may see, where a test period is given'),
    test: span
      .optional()
      .describe('A period that is forecast from the days before and compared with what happened'),
  })
  .strict()
  .meta({
    id: 'ForecastQuestion',
    description: 'What is to be forecast, and how. What is left out is as configured.',
  });

const modelScore = z
  .object({
    model: z.string(),
    mae: number,
    rmse: nullable,
    mase: nullable.describe('Mean absolute error, scaled by the mean change over one bar'),
    seasonalMase: nullable,
    mape: nullable.describe('Percent'),
    smape: number.describe('Percent, 0 to 200'),
    wape: nullable.describe('Percent'),
    relativeToNaive: nullable.describe('Its mean absolute error over that of the naive forecast'),
    chance: nullable.describe('Of being that much better than the naive forecast if there is no difference'),
    beatsNaive: z.boolean(),
  })
  .meta({ id: 'ForecastModelScore' });

const trackRecord = z
  .object({
    models: z
      .array(
        z.object({
          model: z.string(),
          forecasts: z.int(),
          values: z.int(),
          mase: nullable,
          smape: number,
          relativeToNaive: nullable.describe('Its mean MASE over that of the naive forecasts beside it'),
        }),
      )
      .describe('The best first'),
    forecasts: z.int().describe('Forecasts with a score'),
    inside: z.int().describe('Values within their interval'),
    withInterval: z.int().describe('Values with one'),
    level: nullable.describe('What intervals were to cover; null where forecasts had different ones'),
  })
  .meta({ id: 'TrackRecord', description: 'What forecasts of the past were worth' });

export const forecastAnswer = z
  .object({
    symbol: z.string(),
    interval,
    basis: z.array(z.string()),
    calendar: z.string(),
    from: time,
    asOf: time.describe('The last bar that was used, epoch milliseconds'),
    horizon: z.int(),
    level: nullable,
    season: nullable,
    model: z.string().describe('Whose the forecast is'),
    scale: z.enum(['log', 'price']).describe('What models see'),
    bars: z.int(),
    withoutPrice: z.int(),
    last: number,
    paths: z.record(z.string(), z.array(nullable)).describe('Of every model, one price for each bar'),
    members: z.array(z.string()),
    points: z.array(
      z.object({
        ts: time,
        forecast: nullable,
        lower: nullable,
        upper: nullable,
        naive: nullable,
        actual: nullable.describe('What happened, in a test period'),
      }),
    ),
    history: z.object({ ts: z.array(number), closes: z.array(nullable) }).describe('The bars before'),
    evaluation: z.object({
      origins: z.int(),
      step: z.int(),
      window: z.int(),
      scores: z.array(modelScore),
      verdict: z.string(),
      nothingBeatsNaive: z.boolean(),
    }),
    coverage: z
      .object({
        level: number,
        measured: nullable,
        values: z.int(),
        origins: z.int(),
        uncertainty: nullable,
      })
      .nullable(),
    test: z
      .object({
        from: time,
        to: time,
        values: z.int(),
        scores: z.array(
          z.object({ model: z.string(), mae: nullable, rmse: nullable, mase: nullable, smape: nullable }),
        ),
        inside: z.int(),
        withInterval: z.int(),
      })
      .nullable(),
    id: z.string().nullable().describe('Under which it is kept'),
    trackRecord: trackRecord.nullable(),
    notes: z.array(z.string()),
    stale: staleness.nullable(),
  })
  .meta({ id: 'ForecastAnswer' });

export type ForecastAnswer = z.output<typeof forecastAnswer>;

const forecastScore = z
  .object({
    values: z.int().describe('Bars of the forecast that happened'),
    missing: z.int().describe('Those that have passed without a bar'),
    inside: z.int(),
    withInterval: z.int(),
    models: z.record(z.string(), z.object({ mae: number, rmse: nullable, mase: nullable, smape: number })),
    isFinal: z.boolean().describe('Whether its last bar has passed'),
  })
  .meta({ id: 'ForecastScore' });

const keptForecast = z.object({
  id: z.string(),
  madeAt: z.iso.datetime(),
  symbol: z.string(),
  interval,
  adjust,
  origin: z.iso.datetime().describe('The last bar that was known'),
  last: number.describe('Its close, on the basis of the time of the forecast, as all prices here are'),
  level: nullable,
  model: z.string(),
  horizon: z.int().describe('Bars'),
  score: forecastScore.nullable().describe('How it fared so far; null before a bar of it has come'),
});

export const forecastHistory = z
  .object({
    forecasts: z.array(keptForecast.meta({ id: 'KeptForecast' })).describe('The newest first'),
    next: z.string().nullable().describe('The cursor of the next page'),
  })
  .meta({ id: 'ForecastHistory' });

export const keptForecastWhole = keptForecast
  .extend({
    points: z.array(
      z.object({
        ts: time,
        forecast: nullable,
        lower: nullable,
        upper: nullable,
        naive: nullable,
        actual: nullable.describe('What happened, on the basis of the forecast'),
      }),
    ),
    paths: z.record(z.string(), z.array(nullable)),
  })
  .meta({ id: 'KeptForecastWhole' });

export const forecastHistoryQuery = z
  .object({
    symbol: symbol.optional(),
    interval: interval.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  })
  .strict();

export const keptForecastId = z.object({ id: z.string().regex(/^\d{1,18}$/) });

export const forecastScoresQuery = z
  .object({ symbol: symbol.optional(), interval: interval.optional() })
  .strict();

export const forecastScores = z
  .object({
    waiting: z.int().describe('Forecasts of which bars are to come'),
    trackRecord: trackRecord.nullable().describe('Over all of them'),
    byHorizon: z
      .array(z.object({ horizon: z.string().describe('Bars ahead'), trackRecord }))
      .describe('The same by how far forecasts reach'),
  })
  .meta({ id: 'ForecastScores' });
