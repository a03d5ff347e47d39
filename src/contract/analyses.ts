import * as z from 'zod';
import { type ErrorCode, errorTable } from '../domain/errors.ts';
import { allocationAnswer, portfolioBacktestAnswer } from './allocations.ts';
import { backtestAnswer, searchAnswer } from './backtests.ts';
import { forecastAnswer } from './forecasts.ts';

/** The kinds of questions that are answered in the background. */
const analysisKind = z.enum(['backtest', 'search', 'forecast', 'allocation', 'portfolio-backtest']);

const analysisState = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);

const analysisProgress = z
  .object({
    done: z.number().describe('Parts that are done; of a part under way its fraction'),
    total: z.number(),
    text: z.string(),
  })
  .meta({ id: 'AnalysisProgress' });

const analysisProblem = z
  .object({
    code: z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]),
    expected: z.string(),
    got: z.string(),
    remedy: z.string(),
  })
  .meta({ id: 'AnalysisProblem', description: 'Why there is no answer' });

/** How far a question has come. */
export const analysis = z
  .object({
    id: z.uuid(),
    kind: analysisKind,
    state: analysisState,
    progress: analysisProgress.nullable().describe('While it runs'),
    question: z.unknown().describe('As it was asked'),
    problem: analysisProblem.nullable().describe('Where it failed'),
    user: z.string().describe('Who asked'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Analysis', description: 'A question that is answered in the background' });

export type Analysis = z.output<typeof analysis>;

export const analyses = z.object({
  analyses: z.array(analysis).describe('The newest first'),
  next: z.string().nullable().describe('The cursor of the next page'),
});

/** What each kind comes to. */
const analysisResult = z.union([
  backtestAnswer,
  searchAnswer,
  forecastAnswer,
  allocationAnswer,
  portfolioBacktestAnswer,
]);

export const answeredAnalysis = analysis
  .extend({
    result: analysisResult
      .nullable()
      .describe('The answer: null before it is done, and once it was kept for long enough'),
  })
  .meta({ id: 'AnsweredAnalysis' });

export const analysesQuery = z
  .object({
    kind: analysisKind.optional(),
    state: analysisState.optional(),
    all: z.stringbool().optional().describe('Of all users; for admins'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.uuid().optional().describe('What `next` of the page before said'),
  })
  .strict();

export const analysisId = z.object({ id: z.uuid() });
