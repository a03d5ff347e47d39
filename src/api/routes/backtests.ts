import { analysis, answeredAnalysis } from '../../contract/analyses.ts';
import { backtestQuestion, searchQuestion } from '../../contract/backtests.ts';
import { askedBacktest, askedSearch } from '../../manager/backtest/asked.ts';
import type { Routes } from '../api.ts';
import { submitAnalysis } from '../submit-analysis.ts';

const tags = ['backtests'];
const response = { 202: analysis, 200: answeredAnalysis };

/** Backtests and searches for parameters, as questions that are answered in the background. */
export const addBacktests: Routes = (api, context) => {
  api.post(
    '/api/v1/backtests',
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Test strategies on the bars of a symbol',
        description: 'With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).',
        body: backtestQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { body: question } = request;
      // What makes no sense is refused now rather than in the queue.
      askedBacktest(context.config(), question, process.cwd());
      return submitAnalysis(request, reply, context, { kind: 'backtest', question });
    },
  );

  api.post(
    '/api/v1/searches',
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Search for the best parameters of strategies, or walk forward with them',
        description: 'With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).',
        body: searchQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { body: question } = request;
      askedSearch(context.config(), question, process.cwd());
      return submitAnalysis(request, reply, context, { kind: 'search', question });
    },
  );
};
