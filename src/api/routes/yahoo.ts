import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { yahooChart, yahooChartParameters, yahooChartQuery } from '../../contract/yahoo-chart.ts';
import { errorTable, StockulaError } from '../../domain/errors.ts';
import { yahooChart as chartOf } from '../../manager/reference/yahoo-chart.ts';
import type { Routes } from '../api.ts';
import { yahooJson } from '../mirror/yahoo-json.ts';

/** Yahoo's chart route, so that clients of Yahoo can ask here instead. */
export const addYahoo: Routes = (api, { ask }) => {
  api.get(
    '/v8/finance/chart/:symbol',
    {
      config: { right: 'read' },
      schema: {
        tags: ['mirrors'],
        summary: "Yahoo's chart route",
        description:
          'Prices are adjusted for splits, adjclose for dividends too; the time of a day is that at which its session opens. Problems come in the shape in which Yahoo has them.',
        params: yahooChartParameters,
        querystring: yahooChartQuery,
        response: { 200: yahooChart, default: yahooChart },
      },
      errorHandler: yahooProblem,
    },
    ({ params: { symbol }, query }) =>
      ask(async ({ manager }) => {
        const { interval, range, events, includeAdjustedClose } = query;
        const answer = await chartOf(manager, {
          symbol,
          interval,
          from: query.period1,
          to: query.period2,
          range: query.period1 === undefined ? range : undefined,
        });
        return yahooJson(answer, { interval, range, events, withAdjusted: includeAdjustedClose === 'true' });
      }),
  );
};

/** Yahoo's own words, by which its clients tell problems apart. */
function yahooProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, code, description } = told(error);
  if (status >= 500) request.log.error({ err: error, request: request.id }, 'chart not answered');
  return reply
    .code(status)
    .type('application/json')
    .serializer((text: string) => text)
    .send(JSON.stringify({ chart: { result: null, error: { code, description } } }));
}

interface Told {
  readonly status: number;
  readonly code: string;
  readonly description: string;
}

function told(error: unknown): Told {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const description = error.validation.map(
      ({ instancePath, message }) => `${instancePath.slice(1)}: ${message}`,
    );
    return { status: 400, code: 'Bad Request', description: `Invalid input - ${description.join('; ')}` };
  }
  if (error instanceof StockulaError) {
    const status = errorTable[error.code].http;
    if (status === 404) {
      return { status, code: 'Not Found', description: 'No data found, symbol may be delisted' };
    }
    return { status, code: codes[status] ?? 'Internal Server Error', description: error.message };
  }
  return { status: 500, code: 'Internal Server Error', description: 'The log of the server has it.' };
}

const codes: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};
