import * as z from 'zod';
import { interval, symbol } from './common.ts';

export const strategies = z.object({
  strategies: z.array(
    z
      .object({
        name: z.string(),
        aliases: z.array(z.string()),
        title: z.string(),
        description: z.string(),
        rule: z.string(),
        parameters: z.array(
          z.object({
            name: z.string(),
            default: z.number(),
            min: z.number(),
            max: z.number(),
            integer: z.boolean(),
            description: z.string(),
          }),
        ),
        warmUp: z.int().describe('Bars before the first decision, with the default parameters'),
        leastDays: z.int().describe('Bars below which a result says nothing'),
        groups: z.array(z.string()),
        grid: z
          .record(z.string(), z.array(z.number()))
          .describe('Values a search tries by default, by parameter'),
      })
      .meta({ id: 'Strategy' }),
  ),
  metrics: z.array(z.string()).describe('Statistics to rank by'),
  brokers: z.array(z.string()).describe('Brokers whose fees are known'),
  defaults: z
    .object({
      cash: z.number(),
      commission: z.number(),
      slippage: z.number(),
      direction: z.enum(['long', 'long-short']),
      fill: z.enum(['close', 'next-open']),
    })
    .describe('What holds where a question says nothing'),
});

export type Strategies = z.output<typeof strategies>;

const runHead = z
  .object({
    id: z.string(),
    kind: z.enum(['backtest', 'search']),
    symbol: z.string(),
    interval,
    madeAt: z.iso.datetime().describe('When it was last asked'),
    strategies: z.array(z.string()).describe('In the order of the answer'),
    returnPercent: z.number().nullable().describe('Of the first of them'),
  })
  .meta({ id: 'RunHead' });

export type RunHead = z.output<typeof runHead>;

export const runs = z.object({
  runs: z.array(runHead).describe('The newest first'),
  next: z.string().nullable().describe('The cursor of the next page'),
});

const runId = z.string().regex(/^\d{1,18}$/, 'the number of a run');

export const runsQuery = z
  .object({
    symbol: symbol.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z
      .string()
      .regex(/^\d{1,17}-\d{1,18}$/)
      .optional()
      .describe('What `next` of the page before said'),
  })
  .strict();

export const runOf = z.object({ id: runId });
export const runPair = z.object({ a: runId, b: runId });

export const keptRun = z
  .object({
    id: z.string(),
    kind: z.enum(['backtest', 'search']),
    symbol: z.string(),
    interval,
    madeAt: z.iso.datetime(),
    dataHash: z.string().describe('SHA-256 of the bars'),
    configurationHash: z.string().describe('SHA-256 of the question'),
    question: z.record(z.string(), z.unknown()).describe('What was asked, with everything filled in'),
    result: z
      .record(z.string(), z.unknown())
      .describe('As a BacktestAnswer or a SearchAnswer, without equity curves'),
  })
  .meta({ id: 'KeptRun' });

const difference = z.object({ at: z.string(), before: z.unknown(), now: z.unknown() });
const line = z
  .object({
    strategy: z.string(),
    params: z.record(z.string(), z.number()).nullable(),
    statistics: z.record(z.string(), z.union([z.number(), z.string()]).nullable()).nullable(),
  })
  .nullable();

export const runComparison = z
  .object({
    before: z.string(),
    now: z.string().nullable(),
    sameData: z.boolean(),
    sameConfiguration: z.boolean(),
    identical: z.boolean().describe('Whether every number agrees to the last digit'),
    statistics: z.array(z.object({ before: line, now: line })),
    configurationDifferences: z.array(difference).max(50),
    resultDifferences: z.array(difference).max(50),
    more: z.boolean().describe('Whether there are more differences than these'),
  })
  .meta({ id: 'RunComparison' });

export type RunComparison = z.output<typeof runComparison>;

export const deletedRuns = z.object({ deleted: z.int() });
