import * as z from 'zod';
import { interval, symbol } from './common.ts';

const counts = {
  written: z.int().describe('New rows'),
  corrected: z.int().describe('Rows that replaced stored ones with other values'),
  quarantined: z.int().describe('Rows that were set aside'),
};

/** A run of the pipeline: one fetch of some symbols, or one file. */
const etlRun = z
  .object({
    id: z.string(),
    kind: z.enum(['fetch', 'file']),
    place: z.string().describe('What was fetched, or the path of the file'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    state: z.enum(['running', 'finished', 'some failed', 'failed', 'interrupted', 'died']),
    failure: z.string().nullable().describe('Why it failed as a whole'),
    succeeded: z.int().describe('Symbols that succeeded'),
    failed: z.int().describe('Symbols that failed'),
    skipped: z.int().describe('Symbols of which nothing was needed'),
    ...counts,
  })
  .meta({ id: 'EtlRun' });

export const etlRuns = z
  .object({ runs: z.array(etlRun), next: z.string().nullable().describe('`before` of the next page') })
  .meta({ id: 'EtlRuns' });

const etlRunLine = z
  .object({
    symbol: z.string(),
    interval: z.string().describe('Empty for what has none'),
    outcome: z.enum(['success', 'failed', 'skipped']),
    reason: z.string().nullable(),
    fetched: z.int(),
    ...counts,
    unchanged: z.int(),
    kept: z.int().describe('Rows left as another source had stored them'),
    merged: z.int().describe('Rows that said the same as another one'),
    flagged: z.int().describe('Rows stored with a note'),
    mended: z.int().describe('Rows put right before they were stored'),
  })
  .meta({ id: 'EtlRunLine', description: 'What became of the rows of a symbol and interval' });

export const etlRunDetails = z
  .object({ run: etlRun, lines: z.array(etlRunLine).describe('Failures first') })
  .meta({ id: 'EtlRunDetails' });

export const runsQuery = z
  .object({
    limit: z.coerce.number().int().min(1).max(500).default(50),
    before: z
      .string()
      .regex(/^[1-9]\d{0,17}$/)
      .optional()
      .describe('Only runs that began before this one'),
  })
  .strict();

export const runParams = z
  .object({ id: z.string().regex(/^[1-9]\d{0,17}$/, 'the number of a run') })
  .strict();

export const sources = z
  .object({
    offline: z.boolean().describe('Whether no calls to the outside are made (`sources.offline`)'),
    sources: z.array(
      z.object({
        name: z.string(),
        position: z.int().nullable().describe('When it is asked for bars, from 1; null: it is not'),
        ready: z.boolean().describe('Whether all that it needs is configured'),
        requests: z.int().describe('At most so many requests in the window'),
        windowSeconds: z.number(),
        concurrency: z.int(),
      }),
    ),
  })
  .meta({ id: 'Sources' });

const symbols = z.array(symbol).min(1).max(500);
const day = z.iso.date();

export const fetchRequest = z
  .object({
    symbols,
    interval: interval.optional().describe('By default `data.interval` of the configuration'),
    from: day.optional().describe('First session; by default as far back as is usual'),
    to: day.optional().describe('Last session; by default today'),
  })
  .strict()
  .meta({ id: 'FetchRequest' });

export const healRequest = z
  .object({
    symbols: symbols.optional().describe('By default all that have bars'),
    interval: interval.optional().describe('By default all that are stored'),
  })
  .strict()
  .meta({ id: 'HealRequest' });

export const queued = z
  .object({
    jobs: z.array(
      z.object({
        id: z.string(),
        symbol: z.string(),
        interval: z.string(),
        outcome: z
          .enum(['queued', 'waiting'])
          .describe('waiting: a job for the same work waits already and does this one’s too'),
      }),
    ),
  })
  .meta({ id: 'QueuedJobs' });
