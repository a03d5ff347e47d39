import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import {
  historyRange,
  holdingsCsv,
  ifMatch,
  mostHoldings,
  portfolio,
  portfolioContent,
  portfolioDraft,
  portfolioId,
  portfolios,
  valuation,
  valueHistory,
} from '../../contract/portfolios.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { PortfolioOutline, StoredPortfolio } from '../../domain/portfolio-store.ts';
import { draftOfCsv } from '../../manager/portfolios/draft-of-csv.ts';
import type { Routes } from '../api.ts';
import { staleFor } from '../stale.ts';
import { writable } from '../writable.ts';

const tags = ['portfolios'];
const none = z.strictObject({});
const base = '/api/v1/portfolios';
const dayMs = 86_400_000;

/** The portfolios of who asks, and what they are worth. */
export const addPortfolios: Routes = (api, { ask, config, portfolios: service }) => {
  api.get(
    base,
    {
      config: { right: 'read' },
      schema: { tags, summary: 'Your portfolios', querystring: none, response: { 200: portfolios } },
    },
    async ({ caller }) => ({
      portfolios: (await service.list(caller.user)).map((one) => ({ ...one, ...timesOf(one) })),
    }),
  );

  api.post(
    base,
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Keep a portfolio',
        querystring: none,
        body: portfolioContent,
        response: { 201: portfolio },
      },
    },
    async ({ caller, body }, reply) => {
      const made = await service.create(caller.user, body);
      return tagged(reply.code(201).header('location', `${base}/${made.id}`), made);
    },
  );

  api.get(
    `${base}/:id`,
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'One of them',
        description: 'Its ETag is what a change of it has to name as If-Match.',
        params: portfolioId,
        querystring: none,
        response: { 200: portfolio },
      },
    },
    async ({ caller, params }, reply) => tagged(reply, await service.find(caller.user, params.id)),
  );

  api.put(
    `${base}/:id`,
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Replace one of them',
        description:
          'If-Match names the version that was read: where somebody else wrote since, nothing is changed, and the answer is 412.',
        params: portfolioId,
        querystring: none,
        headers: ifMatch,
        body: portfolioContent,
        response: { 200: portfolio },
      },
    },
    async ({ caller, params, headers, body }, reply) =>
      tagged(reply, await service.replace(caller.user, params.id, versionOf(headers['if-match']), body)),
  );

  api.delete(
    `${base}/:id`,
    {
      config: { right: 'analyse' },
      schema: {
        tags,
        summary: 'Delete one of them',
        params: portfolioId,
        querystring: none,
        headers: ifMatch,
        response: { 204: z.null().describe('It is deleted') },
      },
    },
    async ({ caller, params, headers }, reply) => {
      await service.delete(caller.user, params.id, versionOf(headers['if-match']));
      return reply.code(204).send(null);
    },
  );

  api.get(
    `${base}/:id/valuation`,
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'What it is worth at the last closes, its weights, and how far they are from their targets',
        params: portfolioId,
        querystring: none,
        response: { 200: valuation },
      },
    },
    async ({ caller, params }) => {
      const found = await service.find(caller.user, params.id);
      const { stale, ...valued } = await ask(({ manager }) => manager.valuePortfolio(found));
      return { ...writable(valued), stale: staleFor(caller, stale) };
    },
  );

  api.get(
    `${base}/:id/history`,
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'What its holdings of today would have been worth at each close',
        params: portfolioId,
        querystring: historyRange,
        response: { 200: valueHistory },
      },
    },
    async ({ caller, params, query: { from, to } }) => {
      const found = await service.find(caller.user, params.id);
      const range = {
        ...(from !== undefined && { from: Date.parse(from) as EpochMs }),
        ...(to !== undefined && { to: (Date.parse(to) + dayMs - 1) as EpochMs }),
      };
      const { stale, missing, notes, ...columns } = await ask(({ manager }) =>
        manager.valueHistory(found, range),
      );
      const { id, currency } = found;
      return writable({ id, currency, columns, missing, notes, stale: staleFor(caller, stale) });
    },
  );

  api.get(
    '/api/v1/portfolio-drafts/configuration',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'The portfolio of the configuration file, as content for a new one',
        querystring: none,
        response: { 200: portfolioDraft },
      },
    },
    async () => writable(await ask(({ manager }) => manager.draftOfConfiguration(config()))),
  );

  api.post(
    '/api/v1/portfolio-drafts/csv',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Holdings of a CSV text, as content for a new portfolio',
        description: 'Nothing is kept. Rows of one symbol are lots: they are added up.',
        querystring: none,
        body: holdingsCsv,
        response: { 200: portfolioDraft },
      },
    },
    async ({ body }) => writable(draftOfCsv(body.csv, mostHoldings)),
  );
};

function tagged(reply: FastifyReply, made: StoredPortfolio) {
  reply.header('etag', `"${made.version}"`);
  return { ...writable(made), ...timesOf(made) };
}

function timesOf({ createdAt, updatedAt }: PortfolioOutline | StoredPortfolio) {
  return { createdAt: new Date(createdAt).toISOString(), updatedAt: new Date(updatedAt).toISOString() };
}

/** Null for `*`. */
function versionOf(tag: string): number | null {
  return tag === '*' ? null : Number(tag.replaceAll(/\D/g, ''));
}
