import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { components } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

export type OptionQuote = components['schemas']['OptionQuote'];
export type OptionChain = components['schemas']['OptionChain'];

/** Sources write zero, or next to nothing, where they could not calculate a volatility. */
export const isGiven = (volatility: number | null): volatility is number =>
  volatility !== null && volatility > 0.001;

/** A chain of all expirations; the latest one where `asOf` is empty. */
export function useOptionChain(symbol: string, asOf: string) {
  return useQuery({
    queryKey: ['options', symbol, asOf],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/instruments/{symbol}/options', {
          params: { path: { symbol }, query: asOf === '' ? {} : { asOf } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** When contracts were quoted, the newest first: the last five hundred times. */
export function useOptionSnapshots(symbol: string) {
  return useQuery({
    queryKey: ['option snapshots', symbol],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/instruments/{symbol}/options/snapshots', {
          params: { path: { symbol } },
          signal,
        }),
      ),
  });
}

/** All quotes of a contract, the newest first. */
export function useContractHistory(contract: string) {
  const pages = useInfiniteQuery({
    queryKey: ['contract', contract],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET('/api/v1/options/{contract}/history', {
          params: {
            path: { contract },
            query: { limit: 5_000, ...(pageParam !== null && { before: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: contract !== '',
  });
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return pages;
}
