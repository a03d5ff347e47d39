import * as z from 'zod';
import { quotes } from '../../contract/instruments.ts';
import {
  watchlist,
  watchlistChange,
  watchlistContent,
  watchlistPath,
  watchlists,
} from '../../contract/watchlists.ts';
import type { Watchlist } from '../../domain/watchlist-store.ts';
import type { Routes } from '../api.ts';
import { instrumentJson } from '../reference/instrument-json.ts';
import { staleFor } from '../stale.ts';

const path = '/api/v1/watchlists';
const tags = ['watchlists'];
// Whoever may read may keep lists of what they read: those of others are out of reach.
const config = { right: 'read' as const };

/** Watchlists of the caller. */
export const addWatchlists: Routes = (api, context) => {
  api.get(
    path,
    {
      config,
      schema: {
        tags,
        summary: 'Your watchlists, in the order in which they were made',
        response: { 200: watchlists },
      },
    },
    async ({ caller }) => ({ watchlists: (await context.watchlists.list(caller.user)).map(answered) }),
  );
  api.post(
    path,
    {
      config,
      schema: { tags, summary: 'A new watchlist', body: watchlistContent, response: { 201: watchlist } },
    },
    async ({ caller, body }, reply) => {
      const made = await context.watchlists.create(caller.user, body);
      return reply.code(201).header('location', `${path}/${made.id}`).send(answered(made));
    },
  );
  api.get(
    `${path}/:id`,
    {
      config,
      schema: { tags, summary: 'One watchlist', params: watchlistPath, response: { 200: watchlist } },
    },
    async ({ caller, params }) => answered(await context.watchlists.find(caller.user, params.id)),
  );
  api.put(
    `${path}/:id`,
    {
      config,
      schema: {
        tags,
        summary: 'Replaces the name and the symbols of a watchlist',
        params: watchlistPath,
        body: watchlistChange,
        response: { 200: watchlist },
      },
    },
    async ({ caller, params, body: { version = null, ...content } }) =>
      answered(await context.watchlists.replace(caller.user, params.id, version, content)),
  );
  api.get(
    `${path}/:id/quotes`,
    {
      config,
      schema: {
        tags,
        summary: 'The last closes of a watchlist, in its order',
        description: 'Symbols that are no instruments are left out.',
        params: watchlistPath,
        response: { 200: quotes },
      },
    },
    async ({ caller, params }) => {
      const { symbols } = await context.watchlists.find(caller.user, params.id);
      return context.ask(async ({ manager, stale }) => ({
        instruments: (await manager.quotes(symbols)).map(instrumentJson),
        stale: staleFor(caller, stale),
      }));
    },
  );
  api.delete(
    `${path}/:id`,
    {
      config,
      schema: { tags, summary: 'Deletes a watchlist', params: watchlistPath, response: { 204: z.null() } },
    },
    async ({ caller, params }, reply) => {
      await context.watchlists.delete(caller.user, params.id);
      return reply.code(204).send(null);
    },
  );
};

const answered = ({ id, name, symbols, version }: Watchlist): z.input<typeof watchlist> => ({
  id,
  name,
  symbols: [...symbols],
  version,
});
