import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { bars, barsParams, barsQuery, heldIntervals } from '../../contract/bars.ts';
import type { Routes } from '../api.ts';
import { answerBars } from '../bars/answer-bars.ts';
import { sendBars } from '../bars/send-bars.ts';
import { staleFor } from '../stale.ts';

/** Bars of any interval. */
export const addBars: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/bars/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['bars'],
        summary: 'Bars of a symbol, of any interval',
        description:
          'Described is JSON, which typed clients ask for; the other media types are application/x-ndjson, text/csv and application/vnd.apache.arrow.stream. JSON has a page of bars in columns; the other formats, chosen by `format` or by Accept, the whole range, streamed, unless there is a limit. `next`, or the Link header, leads to the next page. Answers have an ETag, or where they are too long to be kept a Last-Modified alone.',
        params: barsParams,
        querystring: barsQuery,
        response: { 200: bars },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const answer = await ask((market) => answerBars(market, params.symbol, query, request));
      // Bytes that are kept, so that there is nothing left to check against the schema.
      return sendBars(request, reply as FastifyReply, answer, ask) as never;
    },
  );

  api.get(
    '/api/v1/bars/:symbol/intervals',
    {
      config: { right: 'read' },
      schema: {
        tags: ['bars'],
        summary: 'The intervals there are bars of, and how far they reach',
        params: barsParams,
        querystring: z.strictObject({}),
        response: { 200: heldIntervals },
      },
    },
    ({ params, caller }) =>
      ask(async ({ manager, stale }) => ({
        symbol: params.symbol,
        intervals: (await manager.heldIntervals(params.symbol)).map(
          ({ interval, isStored, first, last, bars: count }) => ({
            interval,
            stored: isStored,
            first: new Date(first).toISOString(),
            last: new Date(last).toISOString(),
            bars: count,
          }),
        ),
        stale: staleFor(caller, stale),
      })),
  );
};
