import {
  deletedRuns,
  keptRun,
  runComparison,
  runOf,
  runPair,
  runs,
  runsQuery,
  strategies,
} from '../../contract/runs.ts';
import { StockulaError } from '../../domain/errors.ts';
import { backtestChoices } from '../../manager/backtest/choices.ts';
import type { Routes } from '../api.ts';

const tags = ['backtests'];

/** Strategies there are, and backtests that are kept. */
export const addRuns: Routes = (api, { ask, config }) => {
  api.get(
    '/api/v1/strategies',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Strategies, and what else a backtest can be told',
        response: { 200: strategies },
      },
    },
    async () => backtestChoices(config()),
  );

  api.get(
    '/api/v1/runs',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'Backtests that are kept', querystring: runsQuery, response: { 200: runs } },
    },
    async ({ query: { symbol, limit, cursor } }) => {
      const [at, id] = cursor?.split('-') ?? [];
      const after = at !== undefined && id !== undefined ? { madeAtMicros: at, id } : undefined;
      const found = await ask(({ manager }) => manager.runHeads({ symbol, limit: limit + 1, after }));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        runs: page.map(({ madeAt, madeAtMicros, ...head }) => ({
          ...head,
          madeAt: new Date(madeAt).toISOString(),
        })),
        next: found.length > limit && last ? `${last.madeAtMicros}-${last.id}` : null,
      };
    },
  );

  api.get(
    '/api/v1/runs/:id',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'One of them as it was answered', params: runOf, response: { 200: keptRun } },
    },
    async ({ params: { id } }) => {
      const { madeAt, question, result, ...run } = await ask(({ manager }) => manager.storedRun(id));
      return {
        ...run,
        madeAt: new Date(madeAt).toISOString(),
        question: question as Record<string, unknown>,
        result: result as Record<string, unknown>,
      };
    },
  );

  api.delete(
    '/api/v1/runs/:id',
    {
      config: { right: 'analyse' },
      schema: { tags, summary: 'Delete one of them', params: runOf, response: { 200: deletedRuns } },
    },
    async ({ params: { id } }) => {
      const deleted = await ask(({ manager }) => manager.deleteRuns([id]));
      if (deleted > 0) return { deleted };
      throw new StockulaError('NOT_FOUND', {
        expected: 'the number of a run that is kept',
        got: id,
        remedy: 'List them: GET /api/v1/runs',
      });
    },
  );

  api.get(
    '/api/v1/runs/:a/compare/:b',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'How two of them differ', params: runPair, response: { 200: runComparison } },
    },
    async ({ params: { a, b } }) => {
      const { statistics, configurationDifferences, resultDifferences, ...compared } = await ask(
        ({ manager }) => manager.compareRuns(a, b),
      );
      return {
        ...compared,
        statistics: [...statistics],
        configurationDifferences: [...configurationDifferences],
        resultDifferences: [...resultDifferences],
      };
    },
  );
};
