import * as z from 'zod';
import type { DeepReadonly } from './freeze.ts';
import { api } from './sections/api.ts';
import { backtest } from './sections/backtest.ts';
import { backtestOptimization } from './sections/backtest-optimization.ts';
import { data } from './sections/data.ts';
import { forecast } from './sections/forecast.ts';
import { jobs } from './sections/jobs.ts';
import { logging, output } from './sections/output.ts';
import { cache, database, engine, storage } from './sections/platform.ts';
import { portfolio } from './sections/portfolio.ts';
import { sources } from './sections/sources.ts';
import { technicalAnalysis } from './sections/technical-analysis.ts';

declare module 'zod' {
  interface GlobalMeta {
    /** Unit of a number. */
    unit?: string;
    /** Set on keys that are accepted but do nothing: the nearest key that does something. */
    noEffect?: string;
    /** The environment variable that sets the key. */
    env?: string;
    /** The value may hold a password. */
    secret?: boolean;
  }
}

/** Every key of the configuration, with its rule, default, unit and description. */
export const configSchema = z.object({
  data: data.prefault({}),
  portfolio: portfolio.prefault({}),
  backtest: backtest.prefault({}),
  backtest_optimization: backtestOptimization
    .nullable()
    .prefault(null)
    .meta({ description: 'Optimised allocation; null: not configured' }),
  forecast: forecast.prefault({}),
  technical_analysis: technicalAnalysis.prefault({}),
  output: output.prefault({}),
  logging: logging.prefault({}),
  database: database,
  storage: storage.prefault({}),
  engine: engine.prefault({}),
  cache: cache.prefault({}),
  sources: sources.prefault({}),
  jobs: jobs.prefault({}),
  api: api.prefault({}),
});

/**
 * The compiled configuration: all keys present, under the names they have in the file, checked and frozen.
 * Dates are `YYYY-MM-DD`; symbols and categories upper case; intervals without aliases; durations are `Duration`.
 */
export type Config = DeepReadonly<z.output<typeof configSchema>>;
