import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { components } from '../../../src/contract/client/routes.ts';
import { answerOf, client } from './client.ts';

export type AlertRule = components['schemas']['AlertRule'];
export type AlertContent = components['schemas']['AlertContentInput'];
export type AlertCondition = AlertContent['condition'];
export type AlertEvent = components['schemas']['AlertEvent'];
export type Webhook = components['schemas']['Webhook'];

/** Events happen without this page doing anything. */
const refetchInterval = 15_000;
const keys = { rules: ['alerts', 'rules'], events: ['alerts', 'events'], webhooks: ['alerts', 'webhooks'] };

export function useAlerts() {
  return useQuery({
    queryKey: keys.rules,
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/alerts', { signal }))).alerts,
    refetchInterval,
  });
}

/** @param options cursor null: the newest */
export function useAlertEvents(options: {
  readonly unacknowledged: boolean;
  readonly limit: number;
  readonly cursor: string | null;
}) {
  const { unacknowledged, limit, cursor } = options;
  return useQuery({
    queryKey: [...keys.events, options],
    queryFn: ({ signal }) =>
      answerOf(
        client.GET('/api/v1/alerts/events', {
          params: {
            query: {
              unacknowledged: unacknowledged ? 'true' : 'false',
              limit,
              ...(cursor !== null && { cursor }),
            },
          },
          signal,
        }),
      ),
    refetchInterval,
  });
}

/** What a rule would come to now; asked for while it is being written. */
export function useAlertPreview(content: AlertContent | null) {
  return useQuery({
    queryKey: ['alerts', 'preview', content],
    queryFn: () =>
      content === null ? null : answerOf(client.POST('/api/v1/alerts/preview', { body: content })),
    enabled: content !== null,
    retry: false,
  });
}

function useRefreshed() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['alerts'] });
}

/** Makes a rule, or puts it in the place of one that was read. */
export function useKeepAlert() {
  const onSuccess = useRefreshed();
  return useMutation({
    mutationFn: ({ replaces, content }: { replaces: AlertRule | null; content: AlertContent }) =>
      replaces === null
        ? answerOf(client.POST('/api/v1/alerts', { body: content }))
        : answerOf(
            client.PUT('/api/v1/alerts/{id}', {
              params: { path: { id: replaces.id } },
              body: { ...content, version: replaces.version },
            }),
          ),
    onSuccess,
  });
}

export function useDeleteAlert() {
  const onSuccess = useRefreshed();
  return useMutation({
    mutationFn: (id: string) => answerOf(client.DELETE('/api/v1/alerts/{id}', { params: { path: { id } } })),
    onSuccess,
  });
}

/** @returns a mutation of an event, or null for all of them */
export function useAcknowledge() {
  const onSuccess = useRefreshed();
  return useMutation({
    mutationFn: (id: string | null) =>
      answerOf(
        id === null
          ? client.POST('/api/v1/alerts/events/acknowledge')
          : client.POST('/api/v1/alerts/events/{id}/acknowledge', { params: { path: { id } } }),
      ),
    onSuccess,
  });
}

export function useWebhooks() {
  return useQuery({
    queryKey: keys.webhooks,
    queryFn: async ({ signal }) => (await answerOf(client.GET('/api/v1/webhooks', { signal }))).webhooks,
    refetchInterval,
  });
}

export function useCreateWebhook() {
  const onSuccess = useRefreshed();
  return useMutation({
    mutationFn: (url: string) => answerOf(client.POST('/api/v1/webhooks', { body: { url } })),
    onSuccess,
  });
}

export function useDeleteWebhook() {
  const onSuccess = useRefreshed();
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(client.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } })),
    onSuccess,
  });
}

export function useTestWebhook() {
  return useMutation({
    mutationFn: (id: string) =>
      answerOf(client.POST('/api/v1/webhooks/{id}/test', { params: { path: { id } } })),
  });
}
