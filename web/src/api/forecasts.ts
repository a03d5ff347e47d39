import { useQuery } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';

/** Forecasts of a symbol that were made; empty for those of all. */
export const useForecastHistory = (symbol: string) =>
  useQuery({
    queryKey: ['forecasts', 'history', symbol],
    queryFn: () =>
      answerOf(
        client.GET('/api/v1/forecasts/history', {
          params: { query: { limit: 50, ...(symbol && { symbol }) } },
        }),
      ),
  });

export const useKeptForecast = (id: string) =>
  useQuery({
    queryKey: ['forecasts', 'kept', id],
    queryFn: () => answerOf(client.GET('/api/v1/forecasts/history/{id}', { params: { path: { id } } })),
    enabled: id !== '',
  });

export const useForecastScores = (symbol: string) =>
  useQuery({
    queryKey: ['forecasts', 'scores', symbol],
    queryFn: () =>
      answerOf(client.GET('/api/v1/forecasts/scores', { params: { query: symbol ? { symbol } : {} } })),
  });
