import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { paths } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

type Answer<Path extends keyof paths, Status extends number = 200> = paths[Path] extends {
  get: { responses: Record<Status, { content: { 'application/json': infer Body } }> };
}
  ? Body
  : never;

type Coverage = Answer<'/api/v1/coverage'>;
export type CoverageLine = Coverage['lines'][number];
type Quarantine = Answer<'/api/v1/quarantine'>;
export type QuarantinedRow = Quarantine['rows'][number];
export type EtlRun = Answer<'/api/v1/etl/runs'>['runs'][number];
export type Job = Answer<'/api/v1/jobs'>['jobs'][number];
export type Upload = Answer<'/api/v1/uploads/{id}'>;

/** All pages of the coverage, which are read one after the other. */
export function useCoverage(filter: { readonly symbol: string; readonly interval: string }) {
  return useQuery({
    queryKey: ['coverage', filter],
    queryFn: async () => {
      const lines: CoverageLine[] = [];
      let from: number | null = null;
      let to: number | null = null;
      let after: string | null = null;
      do {
        const query = {
          ...(filter.symbol !== '' && { symbol: filter.symbol }),
          ...(filter.interval !== '' && { interval: filter.interval as '1d' }),
          ...(after !== null && { after }),
        };
        const page: Coverage = await answerOf(client.GET('/api/v1/coverage', { params: { query } }));
        lines.push(...page.lines);
        from = lesser(from, page.from);
        to = page.to ?? to;
        after = page.next;
      } while (after !== null);
      return { lines, from, to };
    },
  });
}

const lesser = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

export interface QuarantineFilter {
  readonly origin: string;
  readonly reason: string;
  readonly symbol: string;
}

const quarantineQuery = ({ origin, reason, symbol }: QuarantineFilter) => ({
  ...(origin !== '' && { origin: origin as 'migration' | 'pipeline' }),
  ...(reason !== '' && { reason }),
  ...(symbol !== '' && { symbol }),
});

export function useQuarantine(filter: QuarantineFilter, cursor: string | null) {
  return useQuery({
    queryKey: ['quarantine', filter, cursor],
    queryFn: () => {
      const query = { ...quarantineQuery(filter), ...(cursor !== null && { cursor }) };
      return answerOf(client.GET('/api/v1/quarantine', { params: { query } }));
    },
  });
}

export function useQuarantineCounts() {
  return useQuery({
    queryKey: ['quarantine', 'counts'],
    queryFn: () => answerOf(client.GET('/api/v1/quarantine/counts')),
  });
}

export function useQuarantinedRow(id: string) {
  return useQuery({
    queryKey: ['quarantine', 'row', id],
    queryFn: () => answerOf(client.GET('/api/v1/quarantine/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  });
}

/** Decides about rows that are set aside. */
export function useQuarantineDecision(what: 'release' | 'dismiss') {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const body = { ids: [...ids] };
      if (what === 'release')
        return (await answerOf(client.POST('/api/v1/quarantine/release', { body }))).released.length;
      return (await answerOf(client.POST('/api/v1/quarantine/dismiss', { body }))).dismissed;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['quarantine'] }),
  });
}

export function useRuns() {
  return useQuery({
    queryKey: ['etl-runs'],
    queryFn: () => answerOf(client.GET('/api/v1/etl/runs', { params: { query: { limit: 100 } } })),
    refetchInterval: 15_000,
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: ['etl-runs', id],
    queryFn: () => answerOf(client.GET('/api/v1/etl/runs/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  });
}

export function useJobs(state: string) {
  return useQuery({
    queryKey: ['jobs', state],
    queryFn: () => {
      const query = { limit: 200, ...(state !== '' && { state: state as Job['state'] }) };
      return answerOf(client.GET('/api/v1/jobs', { params: { query } }));
    },
    refetchInterval: 3_000,
  });
}

export function useJobDecision(what: 'retry' | 'cancel') {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(client.POST(`/api/v1/jobs/{id}/${what}`, { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
}

/** Has missing sessions fetched in the background. */
export function useFetch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { symbols: string[]; interval: string; from: string; to: string }) =>
      answerOf(client.POST('/api/v1/etl/fetch', { body: { ...body, interval: body.interval as '1d' } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
}

export function useSystem() {
  return useQuery({
    queryKey: ['system'],
    queryFn: () => answerOf(client.GET('/api/v1/system')),
    refetchInterval: 10_000,
  });
}
