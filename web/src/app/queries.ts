import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '../api/client.ts';

/** Refused questions would be refused again; what is lost on the way is asked once more. */
const isWorthAsking = (failures: number, error: unknown): boolean =>
  failures < 1 && !(error instanceof ApiProblem && error.problem.status < 500);

export const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: isWorthAsking, refetchOnWindowFocus: false, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});
