import { useNetwork } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { ApiProblem, answerOf, client } from '../api/client.ts';

interface Stale {
  readonly since: string;
  readonly reason: string;
}

interface Connection {
  /** The server cannot be reached. */
  readonly isOffline: boolean;
  /** An answer that is on the page came from what stands in for the database. */
  readonly stale: Stale | null;
}

/** Whether the server answers, and whether what it answers is up to date. */
export function useConnection(): Connection {
  const { online } = useNetwork();
  const { error } = useQuery({
    queryKey: ['health', 'live'],
    queryFn: () => answerOf(client.GET('/api/v1/health/live')),
    refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : 30_000),
    refetchOnReconnect: 'always',
  });
  return {
    isOffline: !online || (error !== null && !(error instanceof ApiProblem)),
    stale: useStaleAnswer(),
  };
}

/** The staleness that an answer carries which a page shows now. */
function useStaleAnswer(): Stale | null {
  const cache = useQueryClient().getQueryCache();
  // As a text, which is equal to itself until something changes.
  const text = useSyncExternalStore(
    (tell) => cache.subscribe(tell),
    () => {
      for (const { state } of cache.findAll({ type: 'active' })) {
        const stale = staleOf(state.data);
        if (stale !== null) return JSON.stringify(stale);
      }
      return null;
    },
  );
  return text === null ? null : (JSON.parse(text) as Stale);
}

function staleOf(answer: unknown): Stale | null {
  if (typeof answer !== 'object' || answer === null || !('stale' in answer)) return null;
  const { stale } = answer;
  if (typeof stale !== 'object' || stale === null || !('since' in stale) || !('reason' in stale)) return null;
  return { since: String(stale.since), reason: String(stale.reason) };
}
