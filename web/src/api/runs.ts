import { useQuery } from '@tanstack/react-query';
import type { BacktestAnswer } from '../../../src/contract/backtests.ts';
import { answerOf, client } from './client.ts';

export type RunTrade = BacktestAnswer['runs'][number]['trades'][number];

/** Backtests of a symbol that were kept, the newest first. */
export function useRuns(symbol: string) {
  return useQuery({
    queryKey: ['runs', symbol],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/runs', { params: { query: { symbol, limit: 100 } }, signal })),
  });
}

/** The trades of the first strategy of a kept backtest; none of what is no backtest. */
export function useRunTrades(id: string) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/runs/{id}', { params: { path: { id } }, signal })),
    enabled: id !== '',
    select: ({ kind, symbol, result }) => {
      if (kind !== 'backtest') return { symbol, trades: [] };
      // A kept result is described as one object, as those of searches are kept beside it.
      const [first] = (result as Partial<BacktestAnswer>).runs ?? [];
      return { symbol, trades: first ? [...first.trades, ...first.openTrades] : [] };
    },
  });
}
