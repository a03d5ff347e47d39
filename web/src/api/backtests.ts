import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { paths } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

type BodyOf<Path extends '/api/v1/backtests' | '/api/v1/searches'> =
  paths[Path]['post']['requestBody']['content']['application/json'];

export type BacktestQuestion = BodyOf<'/api/v1/backtests'>;
export type SearchQuestion = BodyOf<'/api/v1/searches'>;

/** A backtest, or a search for parameters. */
export type Asked =
  | { readonly kind: 'backtest'; readonly question: BacktestQuestion }
  | { readonly kind: 'search'; readonly question: SearchQuestion };

/** Where events do not come through, as behind some proxies, it is asked again from time to time. */
const askEveryMs = 3_000;
const endings = ['done', 'failed', 'cancelled'];

/** What strategies there are, and what else a backtest can be told. */
export function useStrategies() {
  return useQuery({
    queryKey: ['strategies'],
    queryFn: () => answerOf(client.GET('/api/v1/strategies')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useAsk() {
  return useMutation({
    mutationFn: (asked: Asked) =>
      asked.kind === 'backtest'
        ? answerOf(client.POST('/api/v1/backtests', { body: asked.question }))
        : answerOf(client.POST('/api/v1/searches', { body: asked.question })),
  });
}

/** A question in the background: how far it is, its answer, and to take it back. @param id empty for none */
export function useAnalysis(id: string) {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['analyses', id],
    queryFn: () => answerOf(client.GET('/api/v1/analyses/{id}', { params: { path: { id } } })),
    enabled: id !== '',
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data } }) => (data && !endings.includes(data.state) ? askEveryMs : false),
  });
  const isRunning = found.data !== undefined && !endings.includes(found.data.state);
  useEffect(() => {
    if (!isRunning) return;
    const events = new EventSource(`/api/v1/analyses/${id}/events`);
    events.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      const told = JSON.parse(data) as object;
      queries.setQueryData(['analyses', id], (known: object | undefined) => ({ ...known, ...told }));
    });
    for (const name of endings)
      events.addEventListener(name, () => {
        events.close();
        void queries.invalidateQueries({ queryKey: ['analyses', id] });
        void queries.invalidateQueries({ queryKey: ['runs'] });
      });
    return () => events.close();
  }, [id, isRunning, queries]);
  const cancel = useMutation({
    mutationFn: () => answerOf(client.DELETE('/api/v1/analyses/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['analyses', id] }),
  });
  return { found, isRunning, cancel };
}

/** Backtests that are kept, the newest first. */
export function useRunHeads() {
  return useQuery({
    queryKey: ['runs', 'heads'],
    queryFn: () => answerOf(client.GET('/api/v1/runs', { params: { query: { limit: 100 } } })),
  });
}

/** @param id empty for none */
export function useKeptRun(id: string) {
  return useQuery({
    queryKey: ['runs', 'one', id],
    queryFn: () => answerOf(client.GET('/api/v1/runs/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  });
}

export function useRunComparison(a: string, b: string) {
  return useQuery({
    queryKey: ['runs', 'compared', a, b],
    queryFn: () => answerOf(client.GET('/api/v1/runs/{a}/compare/{b}', { params: { path: { a, b } } })),
    enabled: a !== '' && b !== '',
  });
}

export function useDeleteRun() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answerOf(client.DELETE('/api/v1/runs/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['runs', 'heads'] }),
  });
}
