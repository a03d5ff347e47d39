import * as z from 'zod';
import { redactSecrets } from '../../config/secret-url.ts';
import { live, ready } from '../../contract/health.ts';
import type { Routes } from '../api.ts';

/** Whether the process runs, whether it can answer, and what it measures. */
export const addHealth: Routes = (api, { health, metrics }) => {
  api.get(
    '/api/v1/health/live',
    {
      config: { right: 'public' },
      schema: { tags: ['health'], summary: 'Whether the process runs', response: { 200: live } },
    },
    async () => ({ status: 'ok' as const }),
  );

  api.get(
    '/api/v1/health/ready',
    {
      config: { right: 'public' },
      schema: {
        tags: ['health'],
        summary: 'Whether questions can be answered, and why not',
        response: { 200: ready, 503: ready },
      },
    },
    async (request, reply) => {
      const { status, checks } = await health.ready();
      const mayRead = request.caller.right !== 'public';
      if (status === 'failed') reply.header('retry-after', '5');
      return reply.code(status === 'failed' ? 503 : 200).send({
        status,
        checks: checks.map(({ reason, ...check }) => ({
          ...check,
          reason: mayRead && reason !== null ? redactSecrets(reason) : null,
        })),
      });
    },
  );

  api.get(
    '/metrics',
    {
      config: { right: 'read' },
      schema: {
        tags: ['health'],
        summary: 'What the process measures, for Prometheus',
        response: {
          200: { description: 'Text format 0.0.4', content: { 'text/plain': { schema: z.string() } } },
        },
      },
    },
    async (_, reply) => {
      const { text, contentType } = await metrics.exposition();
      return reply
        .type(contentType)
        .serializer((plain: string) => plain)
        .send(text);
    },
  );
};
