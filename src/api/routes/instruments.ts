import {
  instrument,
  instruments,
  instrumentsQuery,
  movers,
  moversQuery,
  quotes,
  quotesQuery,
  symbolParameter,
} from '../../contract/instruments.ts';
import type { Routes } from '../api.ts';
import { dateJson, instrumentJson, timeJson } from '../reference/instrument-json.ts';
import { staleFor } from '../stale.ts';

/** Instruments: found, listed with their last closes, told about. */
export const addInstruments: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/instruments',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'Search or list instruments with their last closes',
        description:
          'The best match first: the symbol itself, symbols that begin with the query, names that begin with it, names with words that do, then what contains it. Without a query by symbol.',
        querystring: instrumentsQuery,
        response: { 200: instruments },
      },
    },
    ({ query, caller }) =>
      ask(async ({ manager, stale }) => {
        const page = await manager.reference.search(query);
        return {
          instruments: page.instruments.map(instrumentJson),
          next: page.next,
          stale: staleFor(caller, stale),
        };
      }),
  );

  api.get(
    '/api/v1/quotes',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'Last closes and changes of a list of symbols',
        querystring: quotesQuery,
        response: { 200: quotes },
      },
    },
    ({ query, caller }) =>
      ask(async ({ manager, stale }) => ({
        instruments: (await manager.quotes(query.symbols)).map(instrumentJson),
        stale: staleFor(caller, stale),
      })),
  );

  api.get(
    '/api/v1/movers',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'What moved most in the latest common session',
        description:
          'Of the session that most instruments with daily bars have as their last, the latest among equals. Changes are adjusted for splits.',
        querystring: moversQuery,
        response: { 200: movers },
      },
    },
    ({ query, caller }) =>
      ask(async ({ manager, stale }) => {
        const { gainers, losers, asOf } = await manager.reference.movers(query.limit);
        return {
          gainers: gainers.map(instrumentJson),
          losers: losers.map(instrumentJson),
          asOf: dateJson(asOf),
          stale: staleFor(caller, stale),
        };
      }),
  );

  api.get(
    '/api/v1/instruments/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['instruments'],
        summary: 'What is known of an instrument',
        params: symbolParameter,
        response: { 200: instrument },
      },
    },
    ({ params, caller }) =>
      ask(async ({ manager, stale }) => {
        const details = await manager.reference.details(params.symbol);
        const { sector, industry, summary, website, country, marketCap, calendar, intervals } = details;
        return {
          ...instrumentJson(details),
          sector,
          industry,
          summary,
          website,
          country,
          marketCap,
          firstTime: timeJson(details.firstTime),
          calendar,
          intervals: [...intervals],
          stale: staleFor(caller, stale),
        };
      }),
  );
};
