import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, client } from './client.ts';

export const usePortfolios = () =>
  useQuery({ queryKey: ['portfolios'], queryFn: () => answerOf(client.GET('/api/v1/portfolios')) });

export const usePortfolio = (id: string) =>
  useQuery({
    queryKey: ['portfolios', id],
    queryFn: () => answerOf(client.GET('/api/v1/portfolios/{id}', { params: { path: { id } } })),
  });

export const useValuation = (id: string) =>
  useQuery({
    queryKey: ['portfolios', id, 'valuation'],
    queryFn: () => answerOf(client.GET('/api/v1/portfolios/{id}/valuation', { params: { path: { id } } })),
  });

export const useValueHistory = (id: string, from: string | null) =>
  useQuery({
    queryKey: ['portfolios', id, 'history', from],
    queryFn: () =>
      answerOf(
        client.GET('/api/v1/portfolios/{id}/history', {
          params: { path: { id }, query: from === null ? {} : { from } },
        }),
      ),
  });

export type Portfolio = NonNullable<ReturnType<typeof usePortfolio>['data']>;
export type Valuation = NonNullable<ReturnType<typeof useValuation>['data']>;

/** What a portfolio is made of, as it is sent. */
export type PortfolioContent = Pick<
  Portfolio,
  'name' | 'currency' | 'cash' | 'fractional' | 'notes' | 'holdings'
>;

export function useCreatePortfolio() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: PortfolioContent) => answerOf(client.POST('/api/v1/portfolios', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['portfolios'] }),
  });
}

/** Replaces the version that was read: what somebody else wrote meanwhile is not overwritten. */
export function useReplacePortfolio(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, content }: { readonly version: number; readonly content: PortfolioContent }) =>
      answerOf(
        client.PUT('/api/v1/portfolios/{id}', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
          body: content,
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['portfolios'] }),
  });
}

export function useDeletePortfolio() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { readonly id: string; readonly version: number }) =>
      answerOf(
        client.DELETE('/api/v1/portfolios/{id}', {
          params: { path: { id }, header: { 'if-match': `"${version}"` } },
        }),
      ),
    // The list alone: its page, which is still open, would ask for what is gone.
    onSuccess: () => queries.invalidateQueries({ queryKey: ['portfolios'], exact: true }),
  });
}

/** Content for a new portfolio, from the configuration or from a CSV text. Null: from the configuration. */
export function useDraft() {
  return useMutation({
    mutationFn: (csv: string | null) =>
      answerOf(
        csv === null
          ? client.GET('/api/v1/portfolio-drafts/configuration')
          : client.POST('/api/v1/portfolio-drafts/csv', { body: { csv } }),
      ),
  });
}
