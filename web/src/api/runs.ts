import { useQuery } from '@tanstack/react-query';
import { askPath } from './ask-path.ts';

interface RunEntry {
  readonly id: string;
  readonly kind: string;
  readonly symbol: string;
  readonly interval: string;
  readonly madeAt: string;
}

export interface RunTrade {
  readonly size: number;
  /** Epoch milliseconds. */
  readonly entryTime: number;
  readonly exitTime: number | null;
  readonly entryPrice: number;
  readonly exitPrice: number | null;
  readonly returnPercent: number | null;
}

interface RunDetail extends RunEntry {
  readonly result: {
    readonly runs?: readonly {
      readonly title: string;
      readonly trades: readonly RunTrade[];
      readonly openTrades?: readonly RunTrade[];
    }[];
  };
}

/** Backtests of a symbol that were kept, the newest first. */
export function useRuns(symbol: string) {
  return useQuery({
    queryKey: ['runs', symbol],
    queryFn: () => askPath<{ runs: RunEntry[] }>('/api/v1/runs', { symbol }),
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: () => askPath<RunDetail>(`/api/v1/runs/${encodeURIComponent(id)}`),
    enabled: id !== '',
  });
}
