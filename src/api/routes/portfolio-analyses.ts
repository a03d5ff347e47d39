import { allocationQuestion, portfolioBacktestQuestion } from '../../contract/allocations.ts';
import { analysis, answeredAnalysis } from '../../contract/analyses.ts';
import { forecastQuestion } from '../../contract/forecasts.ts';
import { askedAllocation, askedPortfolioBacktest } from '../../manager/allocation/asked.ts';
import { askedForecast } from '../../manager/forecast/asked.ts';
import type { Routes } from '../api.ts';
import { submitAnalysis } from '../submit-analysis.ts';

const response = { 202: analysis, 200: answeredAnalysis };
const description = 'With `Prefer: wait=N` the answer itself, where it comes within N seconds (at most 60).';

/** Forecasts, allocations and backtests of portfolios, as questions that are answered in the background. */
export const addPortfolioAnalyses: Routes = (api, context) => {
  api.post(
    '/api/v1/forecasts',
    {
      config: { right: 'analyse' },
      schema: {
        tags: ['forecasts'],
        summary: 'Forecast the closes of a symbol',
        description,
        body: forecastQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { body: question } = request;
      askedForecast(context.config(), question);
      return submitAnalysis(request, reply, context, { kind: 'forecast', question });
    },
  );

  api.post(
    '/api/v1/allocations',
    {
      config: { right: 'analyse' },
      schema: {
        tags: ['allocations'],
        summary: 'Divide capital among instruments',
        description,
        body: allocationQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { body: question } = request;
      askedAllocation(context.config(), question);
      return submitAnalysis(request, reply, context, { kind: 'allocation', question });
    },
  );

  api.post(
    '/api/v1/portfolio-backtests',
    {
      config: { right: 'analyse' },
      schema: {
        tags: ['allocations'],
        summary: 'Buy and rebalance a portfolio over the past',
        description,
        body: portfolioBacktestQuestion,
        response,
      },
    },
    async (request, reply) => {
      const { body: question } = request;
      askedPortfolioBacktest(context.config(), question);
      return submitAnalysis(request, reply, context, { kind: 'portfolio-backtest', question });
    },
  );
};
