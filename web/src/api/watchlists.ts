import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

export type Watchlist = components['schemas']['Watchlist'];

type Content = Pick<Watchlist, 'name' | 'symbols'>;

const key = ['watchlists'];

export function useWatchlists() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/watchlists', { signal }))).watchlists,
  });
}

/** The quotes of a watchlist; symbols of which nothing is stored are not among them. */
export function useWatchlistQuotes(list: Watchlist | null) {
  return useQuery({
    // With its symbols: a list that has changed is asked anew.
    queryKey: ['watchlist-quotes', list?.id, [...(list?.symbols ?? [])].sort().join()],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/watchlists/{id}/quotes', { params: { path: { id: list?.id ?? '' } }, signal }),
      ),
    enabled: list !== null,
  });
}

export function useCreateWatchlist() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Content) => answerOf(client.POST('/api/v1/watchlists', { body })),
    onSuccess: (made) => setLists(queries, (lists) => [...lists, made]),
  });
}

/** The list is shown as it is to be while it is being written; where that fails, as it is on the server. */
export function useChangeWatchlist() {
  const queries = useQueryClient();
  return useMutation({
    // One after the other, so that each is a change of the one before.
    scope: { id: 'watchlists' },
    mutationFn: ({ id, ...content }: Content & Pick<Watchlist, 'id'>) => {
      const version = queries.getQueryData<Watchlist[]>(key)?.find((list) => list.id === id)?.version;
      const body = { ...content, ...(version !== undefined && { version }) };
      return answerOf(client.PUT('/api/v1/watchlists/{id}', { params: { path: { id } }, body }));
    },
    onMutate: async ({ id, name, symbols }) => {
      await queries.cancelQueries({ queryKey: key });
      setLists(queries, (lists) => lists.map((list) => (list.id === id ? { ...list, name, symbols } : list)));
    },
    onSuccess: ({ id, version }) =>
      setLists(queries, (lists) => lists.map((list) => (list.id === id ? { ...list, version } : list))),
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useDeleteWatchlist() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(client.DELETE('/api/v1/watchlists/{id}', { params: { path: { id } } })),
    onSuccess: (_, id) => setLists(queries, (lists) => lists.filter((list) => list.id !== id)),
  });
}

function setLists(queries: QueryClient, change: (lists: readonly Watchlist[]) => Watchlist[]): void {
  queries.setQueryData<Watchlist[]>(key, (lists) => lists && change(lists));
}
