import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { paths } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

type Asked<Path extends '/api/v1/forecasts' | '/api/v1/allocations' | '/api/v1/portfolio-backtests'> =
  paths[Path]['post']['requestBody']['content']['application/json'];

export type ForecastQuestion = Asked<'/api/v1/forecasts'>;
export type AllocationQuestion = Asked<'/api/v1/allocations'>;
export type PortfolioBacktestQuestion = Asked<'/api/v1/portfolio-backtests'>;

/** The questions of these pages that are answered in the background. */
type Background =
  | { readonly kind: 'forecast'; readonly question: ForecastQuestion }
  | { readonly kind: 'allocation'; readonly question: AllocationQuestion }
  | { readonly kind: 'portfolio-backtest'; readonly question: PortfolioBacktestQuestion };

function submit(asked: Background) {
  switch (asked.kind) {
    case 'forecast':
      return answerOf(client.POST('/api/v1/forecasts', { body: asked.question }));
    case 'allocation':
      return answerOf(client.POST('/api/v1/allocations', { body: asked.question }));
    case 'portfolio-backtest':
      return answerOf(client.POST('/api/v1/portfolio-backtests', { body: asked.question }));
  }
}

/** Where events do not come through, as behind some proxies, it is asked again from time to time. */
const askEveryMs = 3000;
const ended = ['done', 'failed', 'cancelled'];

/**
 * A question in the background: asks it, follows it, takes it back.
 * @param id of the one that is followed, as the address of the page has it; empty for none
 */
export function useBackground(id: string) {
  const queries = useQueryClient();
  const key = ['analyses', id];
  const found = useQuery({
    queryKey: key,
    queryFn: () => answerOf(client.GET('/api/v1/analyses/{id}', { params: { path: { id } } })),
    enabled: id !== '',
    // What came of it does not change any more.
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data } }) => (data && !ended.includes(data.state) ? askEveryMs : false),
  });
  const isRunning = found.data !== undefined && !ended.includes(found.data.state);
  useEffect(() => {
    if (!isRunning) return;
    const events = new EventSource(`/api/v1/analyses/${id}/events`);
    events.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      queries.setQueryData(['analyses', id], (known: object | undefined) => ({
        ...known,
        ...(JSON.parse(data) as object),
      }));
    });
    for (const name of ended)
      events.addEventListener(name, () => {
        events.close();
        void queries.invalidateQueries({ queryKey: ['analyses', id] });
      });
    return () => events.close();
  }, [id, isRunning, queries]);
  const asking = useMutation({ mutationFn: submit });
  const cancelling = useMutation({
    mutationFn: () => answerOf(client.DELETE('/api/v1/analyses/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['analyses', id] }),
  });
  return { found, isRunning, asking, cancel: () => cancelling.mutate() };
}

export type Followed = ReturnType<typeof useBackground>;
