import * as z from 'zod';
import { rule } from '../checks.ts';
import { flag, number, optional, text, whole } from '../fields.ts';
import { splitDates, splitDatesInOrder } from './split-dates.ts';

const percent = () => number({ min: 0, max: 100 });

export const backtestOptimization = z
  .object(
    {
      ...splitDates,
      ranking_metric: text().prefault('Return [%]').meta({ description: 'Statistic to rank strategies by' }),
      min_allocation_pct: percent()
        .prefault(2)
        .meta({ description: 'Least part of one instrument', unit: '%' }),
      max_allocation_pct: percent()
        .prefault(25)
        .meta({ description: 'Most part of one instrument', unit: '%' }),
      initial_allocation_pct: percent().prefault(2).meta({
        description: 'Part of one instrument while training',
        unit: '%',
        noEffect: 'backtest_optimization.min_allocation_pct',
      }),
      use_forecast: flag().prefault(false).meta({ description: 'Add the forecast to the score' }),
      forecast_weight: number({ min: 0, max: 1 })
        .prefault(0.3)
        .meta({ description: 'Weight of the forecast in the score', unit: 'fraction' }),
      forecast_length: whole({ min: 1, max: 365 })
        .prefault(14)
        .meta({ description: 'How far to forecast', unit: 'days' }),
      forecast_backend: optional(text()).meta({ description: 'Forecast method; by default chosen for you' }),
    },
    { error: 'a mapping' },
  )
  .check(rule(splitDatesInOrder))
  .check(
    rule(({ min_allocation_pct: min, max_allocation_pct: max }) => {
      const expected = `at least min_allocation_pct, which is ${min}`;
      return min > max ? [{ path: ['max_allocation_pct'], expected, got: String(max) }] : [];
    }),
  );
