import { useQuery } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';

/** How far bars reach, by exchange and interval. */
export function useFreshness() {
  return useQuery({
    queryKey: ['freshness'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/freshness', { signal })),
    refetchInterval: 300_000,
  });
}
