import { coverage, coverageQuery } from '../../contract/coverage.ts';
import type { CoverageLine } from '../../domain/coverage-line.ts';
import { parseDay } from '../../domain/day.ts';
import type { DayRanges } from '../../domain/day-ranges.ts';
import type { Routes } from '../api.ts';

/** Which sessions are held. */
export const addCoverage: Routes = (api, { data: { etl } }) => {
  api.get(
    '/api/v1/coverage',
    {
      config: { right: 'read' },
      schema: {
        tags: ['data'],
        summary: 'Which sessions are held, provisional, missing or absent',
        description: 'A line for each symbol and interval, in pages of symbols.',
        querystring: coverageQuery,
        response: { 200: coverage },
      },
    },
    async ({ query: { symbol, exchange, interval, from, to, after, limit } }) => {
      const { lines, exchanges, next } = await etl.coverage({
        symbols: symbol === undefined ? null : [...new Set([symbol].flat())],
        exchange: exchange ?? null,
        interval: interval ?? null,
        from: from === undefined ? null : parseDay(from),
        to: to === undefined ? null : parseDay(to),
        after: after ?? null,
        limit,
      });
      return {
        from: lines[0]?.range.from ?? null,
        to: lines[0]?.range.to ?? null,
        lines: lines.map((line) => lineJson(line, exchanges.get(line.symbol) ?? null)),
        next,
      };
    },
  );
};

const pairs = (ranges: DayRanges): number[] => ranges.flatMap(({ from, to }) => [from, to]);

const lineJson = ({ symbol, interval, calendar, states }: CoverageLine, exchange: string | null) => ({
  ...{ symbol, exchange, interval, calendar },
  held: pairs(states.held),
  provisional: pairs(states.provisional),
  missing: pairs(states.missing),
  absent: pairs(states.absent),
});
