import { useQueries, useQuery } from '@tanstack/react-query';
import { askPath } from './ask-path.ts';

export interface IndicatorEntry {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  /** Drawn into the pane of prices. */
  readonly overlay: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly default: number;
    readonly min: number | null;
    readonly max: number | null;
  }[];
  readonly outputs: readonly string[];
}

export interface IndicatorAnswer {
  readonly id: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly columns: {
    /** Epoch milliseconds. */
    readonly time: readonly number[];
    readonly outputs: Readonly<Record<string, readonly (number | null)[]>>;
  };
}

export function useIndicatorCatalogue() {
  return useQuery({
    queryKey: ['indicators'],
    queryFn: () => askPath<{ indicators: IndicatorEntry[] }>('/api/v1/indicators'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export interface IndicatorQuestion {
  readonly symbol: string;
  readonly interval: string;
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
      queryKey: ['indicator', id, parameters, question],
      enabled: question !== null,
      placeholderData: (before: IndicatorAnswer | undefined) => before,
      queryFn: () => {
        const { symbol = '', ...rest } = question ?? {};
        const given = Object.entries(parameters).map(([name, value]) => [`param.${name}`, value]);
        return askPath<IndicatorAnswer>(`/api/v1/indicators/${id}/${encodeURIComponent(symbol)}`, {
          ...rest,
          ...Object.fromEntries(given),
        });
      },
    })),
  });
}
