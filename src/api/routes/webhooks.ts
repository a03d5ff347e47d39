import * as z from 'zod';
import { alertPath, newWebhook, webhookContent, webhooks, webhookTest } from '../../contract/alerts.ts';
import { webhookJson } from '../alerts/alert-json.ts';
import type { Routes } from '../api.ts';

const path = '/api/v1/webhooks';
const tags = ['alerts'];
const mayRead = { right: 'read' as const };
const mayChange = { right: 'analyse' as const };

/** Where the events of the caller are sent. */
export const addWebhooks: Routes = (api, context) => {
  api.get(
    path,
    { config: mayRead, schema: { tags, summary: 'Your webhooks', response: { 200: webhooks } } },
    async ({ caller }) => ({ webhooks: (await context.webhooks.list(caller.user)).map(webhookJson) }),
  );
  api.post(
    path,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'A new webhook, and the secret it is signed with',
        description:
          'Each event of your rules is posted there as JSON. x-stockula-signature is "v1=" and the HMAC-SHA256 (hex) of x-stockula-timestamp, a full stop and the body, by the secret.',
        body: webhookContent,
        response: { 201: newWebhook },
      },
    },
    async ({ caller, body }, reply) => {
      const { webhook, secret } = await context.webhooks.create(caller.user, body.url);
      return reply
        .code(201)
        .header('location', `${path}/${webhook.id}`)
        .send({ webhook: webhookJson(webhook), secret });
    },
  );
  api.delete(
    `${path}/:id`,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'Deletes a webhook, and what was still to be sent there',
        params: alertPath,
        response: { 204: z.null() },
      },
    },
    async ({ caller, params }, reply) => {
      await context.webhooks.delete(caller.user, params.id);
      return reply.code(204).send(null);
    },
  );
  api.post(
    `${path}/:id/test`,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'Sends a test to a webhook now, once',
        params: alertPath,
        response: { 200: webhookTest },
      },
    },
    async ({ caller, params }) => {
      const problem = await context.webhooks.test(caller.user, params.id);
      return { taken: problem === null, problem };
    },
  );
};
