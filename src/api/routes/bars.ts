import * as z from 'zod';
import { bars, barsParams, barsQuery, heldIntervals } from '../../contract/bars.ts';
import { noneInRange } from '../../manager/bars/ask-bars.ts';
import { firstPage } from '../../manager/bars/bar-chunk.ts';
import type { Routes } from '../api.ts';
import { currencyIn, jsonPage } from '../bars/json-page.ts';
import { barsQuestion } from '../bars/question.ts';
import { staleFor } from '../stale.ts';

/** Bars of any interval. */
export const addBars: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/bars/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['bars'],
        summary: 'Bars of a symbol',
        params: barsParams,
        querystring: barsQuery,
        response: { 200: bars },
      },
    },
    ({ params, query, caller }) =>
      ask(async ({ manager, store, stale }) => {
        const question = barsQuestion(params.symbol, query);
        const asked = await manager.askBars(question);
        const page = await firstPage(asked.chunks, question.atOnce);
        if (page.columns.ts.length === 0 && query.cursor === undefined) throw noneInRange(question);
        const company = await store.stockInfo(asked.symbol);
        return {
          ...jsonPage(question, asked, page),
          currency: currencyIn(company?.info),
          stale: staleFor(caller, stale),
        };
      }),
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
