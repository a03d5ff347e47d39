import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';

/** Instruments by symbol or name; nothing is asked for an empty text. */
export function useInstrumentSearch(query: string, limit = 8) {
  return useQuery({
    queryKey: ['instruments', 'search', query, limit],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/instruments', { params: { query: { query, limit } }, signal })),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  });
}

/** The first instruments by symbol. */
export function useInstruments(limit: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['instruments', 'first', limit],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/instruments', { params: { query: { limit } }, signal })),
    enabled: isWanted,
  });
}

/** What moved most in the last session. */
export function useMovers(limit: number) {
  return useQuery({
    queryKey: ['movers', limit],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/movers', { params: { query: { limit } }, signal })),
  });
}

/** The last closes of a symbol by day, the oldest first; gaps are left out. */
export function useRecentCloses(symbol: string, limit: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['bars', 'recent', symbol, limit],
    queryFn: async ({ signal }) => {
      const query = { interval: '1d', adjust: 'split', order: 'desc', limit } as const;
      const { columns } = await answerOf(
        client.GET('/api/v1/bars/{symbol}', { params: { path: { symbol }, query }, signal }),
      );
      return columns.close.filter((close) => close !== null).reverse();
    },
    enabled: isWanted,
    staleTime: 300_000,
    // A symbol without daily bars has no line: that is no failure to tell of.
    retry: false,
  });
}
