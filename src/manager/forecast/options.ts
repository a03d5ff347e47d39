import type { Config } from '../../config/schema.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { ForecastModelName } from '../../forecast/answer.ts';
import type { MetricName } from '../../forecast/metrics.ts';
import { resolveModels } from '../../forecast/model-names.ts';
import type { PresetName } from '../../forecast/settings.ts';
import { intervalOfFrequency } from './frequency.ts';

/** A train and a test period, each with both ends; times are the first and the last millisecond of days in UTC. */
export interface SplitPeriods {
  readonly trainFrom: EpochMs;
  readonly trainTo: EpochMs;
  readonly testFrom: EpochMs;
  readonly testTo: EpochMs;
}

/** What can be asked of a forecast. */
export interface ForecastOptions {
  /** Bars; without effect where `split` is given. */
  readonly horizon: number;
  readonly split: SplitPeriods | null;
  /** In place of the interval asked for; null to keep that. */
  readonly interval: Interval | null;
  readonly level: number | null;
  readonly preset: PresetName;
  readonly timeLimitMs: number | null;
  readonly metric: MetricName;
  /** Models to consider; empty for those of the preset, and their combination. */
  readonly models: readonly ForecastModelName[];
  /** Worker threads; null for as many as the machine runs in parallel. */
  readonly threads: number | null;
  readonly noNegatives: boolean;
  /** Whether the calendar's season (week, year, session) may be used. */
  readonly useSeason: boolean;
  /** About the options themselves, to be shown with the answer. */
  readonly notes: readonly string[];
}

/** More bars than this ahead is no forecast. */
const longestHorizon = 1000;
const dayMs = 86_400_000;

/** The options that a configuration means. @throws StockulaError USAGE for a horizon out of bounds */
export function forecastOptions({ forecast }: Pick<Config, 'forecast'>): ForecastOptions {
  const notes: string[] = [];
  const horizon = forecast.forecast_length ?? 1;
  if (horizon > longestHorizon) {
    throw new StockulaError('USAGE', {
      expected: `a forecast.forecast_length of at most ${longestHorizon} bars`,
      got: String(horizon),
      remedy: 'Ask for fewer bars, or for longer ones (forecast.frequency: W).',
    });
  }
  const frequency = forecast.frequency.toLowerCase() === 'infer' ? null : forecast.frequency;
  const interval = frequency === null ? null : intervalOfFrequency(frequency);
  if (frequency !== null && interval === null) {
    notes.push(
      `forecast.frequency "${frequency}" is not known and was ignored; known are D, W, M, Q, h and 15min.`,
    );
  }
  const asked = forecast.models ?? [];
  const { names, warnings } = resolveModels(typeof asked === 'string' ? [asked] : asked);
  if (forecast.prediction_interval === 1) {
    notes.push('No interval is sure to cover: forecast.prediction_interval has to be below 1 for intervals.');
  }
  const split = splitOf(forecast);
  if (split === null && datesOf(forecast).some(Boolean)) {
    notes.push(
      'Train and test dates have an effect only where all four are given: forecast from the last bar.',
    );
  }
  return {
    horizon,
    split,
    interval,
    level:
      forecast.prediction_interval > 0 && forecast.prediction_interval < 1
        ? forecast.prediction_interval
        : null,
    preset: forecast.preset,
    timeLimitMs: forecast.time_limit === null ? null : forecast.time_limit * 1000,
    metric: forecast.eval_metric,
    models: names,
    threads: forecast.max_workers,
    noNegatives: forecast.no_negatives,
    useSeason: forecast.use_calendar_covariates,
    notes: [...notes, ...warnings],
  };
}

const datesOf = (forecast: Config['forecast']) =>
  [
    forecast.train_start_date,
    forecast.train_end_date,
    forecast.test_start_date,
    forecast.test_end_date,
  ] as const;

function splitOf(forecast: Config['forecast']): SplitPeriods | null {
  const [trainStart, trainEnd, testStart, testEnd] = datesOf(forecast);
  if (!trainStart || !trainEnd || !testStart || !testEnd) return null;
  const start = (date: string): EpochMs => Date.parse(`${date}T00:00:00Z`) as EpochMs;
  const end = (date: string): EpochMs => (start(date) + dayMs - 1) as EpochMs;
  return {
    trainFrom: start(trainStart),
    trainTo: end(trainEnd),
    testFrom: start(testStart),
    testTo: end(testEnd),
  };
}
