import * as z from 'zod';
import {
  acknowledged,
  alertChange,
  alertContent,
  alertEventQuery,
  alertEvents,
  alertPath,
  alertPreview,
  alertRule,
  alertRules,
} from '../../contract/alerts.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { settledCondition } from '../../manager/alerts/alert-service.ts';
import { previewRule } from '../../manager/alerts/evaluate-rule.ts';
import { eventJson, ruleJson, timeText } from '../alerts/alert-json.ts';
import type { Routes } from '../api.ts';
import { cursorOf, placeOf } from '../cursor.ts';

const path = '/api/v1/alerts';
const tags = ['alerts'];
const mayRead = { right: 'read' as const };
const mayChange = { right: 'analyse' as const };
const place = z.string().regex(/^[1-9]\d{0,17}$/);

/** Rules of the caller, and what came of them. */
export const addAlerts: Routes = (api, context) => {
  const { alerts } = context;
  api.get(
    path,
    {
      config: mayRead,
      schema: { tags, summary: 'Your rules and how they stand', response: { 200: alertRules } },
    },
    async ({ caller }) => ({ alerts: (await alerts.list(caller.user)).map(ruleJson) }),
  );
  api.post(
    path,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'A new rule',
        description: 'Where its condition is true already, it fires once it has been false.',
        body: alertContent,
        response: { 201: alertRule },
      },
    },
    async ({ caller, body }, reply) => {
      const made = await alerts.create(caller.user, body);
      return reply.code(201).header('location', `${path}/${made.id}`).send(ruleJson(made));
    },
  );
  api.post(
    `${path}/preview`,
    {
      config: mayRead,
      schema: {
        tags,
        summary: 'What a rule would come to now',
        body: alertContent,
        response: { 200: alertPreview },
      },
    },
    async ({ caller, body: { condition, cooldownSeconds } }) => {
      const asked = { condition: settledCondition(condition), cooldownSeconds };
      const portfolio = (owner: string, id: string) => context.portfolios.find(owner, id);
      const { observedAt, ...preview } = await context.ask(({ store, manager }) =>
        previewRule(asked, caller.user, { store, manager, portfolio }, Date.now() as EpochMs),
      );
      return { ...preview, observedAt: timeText(observedAt) };
    },
  );
  api.put(
    `${path}/:id`,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'Replaces a rule',
        params: alertPath,
        body: alertChange,
        response: { 200: alertRule },
      },
    },
    async ({ caller, params, body: { version = null, ...content } }) =>
      ruleJson(await alerts.replace(caller.user, params.id, version, content)),
  );
  api.delete(
    `${path}/:id`,
    {
      config: mayChange,
      schema: {
        tags,
        summary: 'Deletes a rule; its events stay',
        params: alertPath,
        response: { 204: z.null() },
      },
    },
    async ({ caller, params }, reply) => {
      await alerts.delete(caller.user, params.id);
      return reply.code(204).send(null);
    },
  );
  api.get(
    `${path}/events`,
    {
      config: mayRead,
      schema: {
        tags,
        summary: 'When your rules came true, the newest first',
        querystring: alertEventQuery,
        response: { 200: alertEvents },
      },
    },
    async ({ caller: { user }, query: { cursor, limit, unacknowledged } }) => {
      const before = cursor === undefined ? null : placeOf(cursor, place);
      const onlyUnacknowledged = unacknowledged === 'true';
      const found = await alerts.events(user, { before, onlyUnacknowledged, limit: limit + 1 });
      const events = found.slice(0, limit);
      return {
        events: events.map(eventJson),
        unacknowledged: await alerts.countUnacknowledged(user),
        next: found.length > limit ? cursorOf(events.at(-1)?.id) : null,
      };
    },
  );
  const acknowledging = { tags, response: { 200: acknowledged } };
  // Whoever may see an event may say that they have.
  api.post(
    `${path}/events/:id/acknowledge`,
    {
      config: mayRead,
      schema: { ...acknowledging, summary: 'Says that an event was seen', params: alertPath },
    },
    async ({ caller, params }) => ({ acknowledged: await alerts.acknowledge(caller.user, params.id) }),
  );
  api.post(
    `${path}/events/acknowledge`,
    { config: mayRead, schema: { ...acknowledging, summary: 'Says that all events were seen' } },
    async ({ caller }) => ({ acknowledged: await alerts.acknowledge(caller.user, null) }),
  );
};
