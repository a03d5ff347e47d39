import * as z from 'zod';
import {
  type Resolution,
  resolutions,
  udfConfig,
  udfHistory,
  udfHistoryQuery,
  udfMarks,
  udfMarksQuery,
  udfQuotes,
  udfQuotesQuery,
  udfSearch,
  udfSearchQuery,
  udfSymbol,
  udfSymbolQuery,
  udfTimescaleMarks,
} from '../../contract/udf.ts';
import { calendars } from '../../domain/calendar/calendars.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { udfHistory as historyOf } from '../../manager/reference/udf-history.ts';
import type { Routes } from '../api.ts';
import type { AskedMarket } from '../context.ts';
import { actionMarks, marksJson, timescaleMarksJson } from '../mirror/udf-marks.ts';
import { quoteJson } from '../mirror/udf-quote.ts';
import { udfSymbolJson, udfType, udfTypes } from '../mirror/udf-symbol.ts';

const tags = ['mirrors'];
const config = { right: 'read' as const };
const secondsAnswer = { description: 'As text', content: { 'text/plain': { schema: z.string() } } };

/** TradingView's UDF protocol, so that charting libraries can be pointed at `/udf`. */
export const addUdf: Routes = (api, { ask }) => {
  api.get(
    '/udf/config',
    { config, schema: { tags, summary: 'What the data feed can do', response: { 200: udfConfig } } },
    async () => ({
      supports_search: true as const,
      supports_group_request: false as const,
      // Dividends and splits are shown once, on the time scale.
      supports_marks: false,
      supports_timescale_marks: true as const,
      supports_time: true as const,
      supported_resolutions: Object.keys(resolutions),
      exchanges: [
        { value: '', name: 'All exchanges', desc: '' },
        ...calendars.map(({ id, title }) => ({ value: id, name: id, desc: title })),
      ],
      symbols_types: [
        { name: 'All types', value: '' },
        ...udfTypes.map((type) => ({ name: type, value: type })),
      ],
    }),
  );

  api.get(
    '/udf/time',
    { config, schema: { tags, summary: 'Seconds since 1970', response: { 200: secondsAnswer } } },
    async (_, reply) =>
      reply
        .type('text/plain')
        .serializer((text: string) => text)
        .send(String(Math.floor(Date.now() / 1_000))),
  );

  api.get(
    '/udf/symbols',
    {
      config,
      schema: { tags, summary: 'One symbol', querystring: udfSymbolQuery, response: { 200: udfSymbol } },
    },
    ({ query }) =>
      ask(({ manager }) =>
        orError(async () => {
          const symbol = tickerOf(query.symbol);
          const [details, calendar, held] = await Promise.all([
            manager.reference.details(symbol),
            manager.reference.calendar(symbol),
            manager.heldIntervals(symbol),
          ]);
          return udfSymbolJson(details, calendar, held);
        }),
      ),
  );

  api.get(
    '/udf/search',
    {
      config,
      schema: { tags, summary: 'Search symbols', querystring: udfSearchQuery, response: { 200: udfSearch } },
    },
    ({ query: { query, exchange, type, limit } }) =>
      ask(async ({ manager }) => {
        const found = await manager.reference.find({ query, exchange: exchange || undefined });
        return found
          .map((instrument) => ({
            symbol: instrument.symbol,
            full_name: instrument.symbol,
            ticker: instrument.symbol,
            description: instrument.name ?? '',
            exchange: instrument.exchange ?? '',
            type: udfType(instrument.type),
          }))
          .filter((each) => !type || each.type === type)
          .slice(0, limit);
      }),
  );

  api.get(
    '/udf/history',
    {
      config,
      schema: {
        tags,
        summary: 'Bars of a stretch of a chart, adjusted for splits',
        querystring: udfHistoryQuery,
        response: { 200: udfHistory },
      },
    },
    ({ query }) =>
      ask(({ manager }) =>
        orError(async () => {
          const { from, to, countback: count } = query;
          const interval = resolutions[query.resolution as unknown as Resolution];
          const question = { symbol: tickerOf(query.symbol), interval, from, to, count };
          const { page, nextTime } = await historyOf(manager, question);
          const { ts, open, high, low, close, volume } = page.columns;
          if (ts.length === 0) {
            return {
              s: 'no_data' as const,
              ...(nextTime !== null && { nextTime: Math.floor(nextTime / 1_000) }),
            };
          }
          const [o, h, l, c, v] = [open, high, low, close, volume].map(oldestFirst);
          return {
            s: 'ok' as const,
            t: Array.from(ts.toReversed(), (ms) => Math.floor(ms / 1_000)),
            o: o ?? [],
            h: h ?? [],
            l: l ?? [],
            c: c ?? [],
            v: v ?? [],
          };
        }),
      ),
  );

  const marksOf = ({ manager }: AskedMarket, query: z.output<typeof udfMarksQuery>) => {
    const range = { from: query.from as EpochMs, to: query.to as EpochMs };
    return actionMarks(manager, tickerOf(query.symbol), range);
  };

  api.get(
    '/udf/marks',
    {
      config,
      schema: {
        tags,
        summary: 'Marks on bars: dividends and splits',
        querystring: udfMarksQuery,
        response: { 200: udfMarks },
      },
    },
    ({ query }) => ask(async (market) => marksJson(await marksOf(market, query))),
  );

  api.get(
    '/udf/timescale_marks',
    {
      config,
      schema: {
        tags,
        summary: 'Marks on the time scale: dividends and splits',
        querystring: udfMarksQuery,
        response: { 200: udfTimescaleMarks },
      },
    },
    ({ query }) => ask(async (market) => timescaleMarksJson(await marksOf(market, query))),
  );

  api.get(
    '/udf/quotes',
    {
      config,
      schema: { tags, summary: 'Last closes', querystring: udfQuotesQuery, response: { 200: udfQuotes } },
    },
    ({ query: { symbols } }) =>
      ask(async ({ manager }) => {
        const quoted = new Map(
          (await manager.quotes(symbols.map(tickerOf))).map((each) => [each.symbol as string, each]),
        );
        return {
          s: 'ok' as const,
          d: symbols.map((name) => quoteJson(name, quoted.get(tickerOf(name).toUpperCase()))),
        };
      }),
  );
};

/** Libraries write a symbol with its exchange before a colon; some put blanks around it. */
function tickerOf(symbol: string): string {
  return symbol.trim().replace(/^[^:]+:(?=.)/, '');
}

function oldestFirst(values: Float64Array): (number | null)[] {
  return Array.from(values.toReversed(), (value) => (Number.isFinite(value) ? value : null));
}

/** What is not there is told within the answer; what else goes wrong by its status. */
async function orError<Answer>(answer: () => Promise<Answer>) {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof StockulaError) || (error.code !== 'NOT_FOUND' && error.code !== 'NO_DATA'))
      throw error;
    const isSymbol = error.code === 'NOT_FOUND';
    return { s: 'error' as const, errmsg: isSymbol ? 'unknown_symbol' : error.message };
  }
}
