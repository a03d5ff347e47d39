import { useQuery } from '@tanstack/react-query';
import type { components } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

/** An instrument with its last close, and what is known of the company. */
export type Instrument = components['schemas']['Instrument'];
export type Dividend = components['schemas']['Dividends']['dividends'][number];
export type Split = components['schemas']['Splits']['splits'][number];

/** One instrument: its last close, where it trades, what the company does. */
export function useInstrument(symbol: string) {
  return useQuery({
    queryKey: ['instrument', symbol],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/instruments/{symbol}', { params: { path: { symbol } }, signal })),
  });
}

export function useDividends(symbol: string) {
  return useQuery({
    queryKey: ['dividends', symbol],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/instruments/{symbol}/dividends', { params: { path: { symbol } }, signal }),
      ),
  });
}

export function useSplits(symbol: string) {
  return useQuery({
    queryKey: ['splits', symbol],
    queryFn: ({ signal }) =>
      answerOf(client.GET('/api/v1/instruments/{symbol}/splits', { params: { path: { symbol } }, signal })),
  });
}
