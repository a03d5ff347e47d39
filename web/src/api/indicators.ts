import { useQueries, useQuery } from '@tanstack/react-query';
import type { components } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

type Catalogue = components['schemas']['IndicatorCatalogue'];
export type IndicatorEntry = Catalogue['indicators'][number];
export type IndicatorAnswer = components['schemas']['IndicatorSeries'];

/** The indicators there are. They change with the server only. */
export function useIndicatorCatalogue() {
  return useQuery({
    queryKey: ['indicators'],
    queryFn: ({ signal }) => answerOf(client.GET('/api/v1/indicators', { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface IndicatorQuestion {
  readonly symbol: string;
  readonly interval: string;
  /** raw, split or total. */
  readonly adjust: string;
  /** ISO 8601. */
  readonly from: string;
}

/** The values of several indicators over the same bars. */
export function useIndicators(
  chosen: readonly { readonly id: string; readonly parameters: Readonly<Record<string, number>> }[],
  question: IndicatorQuestion | null,
) {
  return useQueries({
    queries: chosen.map(({ id, parameters }) => ({
      queryKey: ['indicator', question?.symbol, id, parameters, question],
      enabled: question !== null,
      // Of other bars or other parameters, until the new ones are there.
      placeholderData: (before: IndicatorAnswer | undefined) => before,
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const { symbol = '', interval, adjust, from } = question ?? {};
        const named = Object.entries(parameters).map(([name, value]) => [`param.${name}`, String(value)]);
        const query = {
          ...{ interval: interval as '1d', adjust: adjust as 'raw', from: from ?? '' },
          ...(Object.fromEntries(named) as object),
        };
        return answerOf(
          client.GET('/api/v1/indicators/{id}/{symbol}', { params: { path: { id, symbol }, query }, signal }),
        );
      },
    })),
  });
}
