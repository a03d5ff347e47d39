import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Bars } from '../../../src/contract/bars.ts';
import { answerOf, client } from './client.ts';

export interface BarsQuestion {
  readonly symbol: string;
  readonly interval: string;
  /** Empty: as stored. */
  readonly adjust: string;
}

/** The first page is soon there; older ones are larger. */
const firstPage = 1_500;
const olderPage = 10_000;

/** The newest bars of a symbol, oldest first, and older ones page by page. */
export function useBars({ symbol, interval, adjust }: BarsQuestion) {
  const pages = useInfiniteQuery({
    queryKey: ['bars', symbol, interval, adjust],
    queryFn: ({ pageParam, signal }) => askBars({ symbol, interval, adjust }, pageOf(pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: symbol !== '',
  });
  const bars = useMemo(() => (pages.data ? joined(pages.data.pages) : null), [pages.data]);
  return { ...pages, bars };
}

interface Page {
  readonly limit: number;
  readonly cursor?: string;
}

/** The page behind a cursor; null: the newest one. */
const pageOf = (cursor: string | null): Page =>
  cursor === null ? { limit: firstPage } : { limit: olderPage, cursor };

/** Bars, the newest first. @throws ApiProblem */
export function askBars({ symbol, interval, adjust }: BarsQuestion, page: Page, signal?: AbortSignal) {
  return answerOf(
    client.GET('/api/v1/bars/{symbol}', {
      params: {
        path: { symbol },
        query: {
          ...{ interval: interval as '1d', order: 'desc', ...page },
          ...(adjust !== '' && { adjust: adjust as 'raw' }),
        },
      },
      ...(signal && { signal }),
    }),
  ) as Promise<Bars>;
}

/** Pages from new to old, each from new to old, as one from old to new. */
function joined(pages: readonly Bars[]): Bars | null {
  const [newest] = pages;
  if (!newest) return null;
  const column = <Name extends keyof Bars['columns']>(name: Name): Bars['columns'][Name] =>
    pages.toReversed().flatMap(({ columns }) => (columns[name] as number[]).toReversed());
  const columns = {
    ...{ time: column('time'), open: column('open'), high: column('high'), low: column('low') },
    ...{ close: column('close'), volume: column('volume') },
  };
  return { ...newest, columns };
}

/** The newest closes of several symbols, at most ten thousand of each, oldest first. */
export function useManyBars(symbols: readonly string[], interval: string, adjust: string) {
  return useQuery({
    queryKey: ['bars of many', symbols, interval, adjust],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        symbols.map(async (symbol) => {
          const first = await askBars({ symbol, interval, adjust }, pageOf(null), signal);
          const older =
            first.next === null
              ? []
              : [await askBars({ symbol, interval, adjust }, pageOf(first.next), signal)];
          return joined([first, ...older]);
        }),
      );
      return pages.filter((page) => page !== null);
    },
    enabled: symbols.length > 0,
  });
}

/** The intervals that bars of a symbol can be asked for. */
export function useIntervals(symbol: string) {
  return useQuery({
    queryKey: ['intervals', symbol],
    queryFn: () => answerOf(client.GET('/api/v1/bars/{symbol}/intervals', { params: { path: { symbol } } })),
  });
}
