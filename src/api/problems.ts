import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { redactSecrets } from '../config/secret-url.ts';
import type { Problem } from '../contract/problem.ts';
import { errorTable, StockulaError } from '../domain/errors.ts';
import { TooManyRequests } from '../manager/access/logins.ts';
import type { Api } from './api.ts';

export const problemType = 'application/problem+json';

/** Answers what was thrown, and routes that do not exist, as problem details. */
export function addProblems(api: Api): void {
  api.setErrorHandler((error: FastifyError, request, reply) => {
    const shown = publicError(error);
    const { code } = shown;
    if (error instanceof TooManyRequests) reply.header('retry-after', error.retryAfterSeconds);
    // A database that is away is looked for every second.
    else if (errorTable[code].http === 503) reply.header('retry-after', '2');
    if (code === 'INTERNAL') request.log.error({ err: error, request: request.id }, 'unexpected failure');
    return sendProblem(request, reply, shown, statusOf(error, shown));
  });
  api.setNotFoundHandler({ preHandler: api.rateLimit() }, (request, reply) =>
    sendProblem(
      request,
      reply,
      new StockulaError('NOT_FOUND', {
        expected: 'a route of the API',
        got: `${request.method} ${request.url.split('?')[0]}`,
        remedy: 'See /api/v1/docs for the routes there are.',
      }),
      404,
    ),
  );
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  error: StockulaError,
  status: number = errorTable[error.code].http,
): FastifyReply {
  // As a text: an answer of this kind is the same whatever the route documents of its own.
  return reply
    .code(status)
    .type(problemType)
    .serializer((text: string) => text)
    .send(JSON.stringify(problemOf(error, request.id, status)));
}

/** @param instance the id of the request */
export function problemOf(
  { code, parts, message }: StockulaError,
  instance: string,
  status: number,
): Problem {
  return {
    type: `/docs/errors#${code.toLowerCase().replaceAll('_', '-')}`,
    title: errorTable[code].title,
    status,
    detail: redactSecrets(message),
    instance,
    code,
    expected: redactSecrets(parts.expected),
    got: redactSecrets(parts.got),
    remedy: parts.remedy,
  };
}

function publicError(error: FastifyError): StockulaError {
  if (error instanceof StockulaError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return wrongQuestion(error);
  const { statusCode = 500 } = error;
  if (statusCode >= 400 && statusCode < 500) {
    return new StockulaError('USAGE', {
      expected: 'a request that can be understood',
      got: error.message,
      remedy: `The status is ${statusCode} ${STATUS_CODES[statusCode] ?? ''}. See /api/v1/docs.`,
    });
  }
  return new StockulaError('INTERNAL', {
    expected: 'an answer',
    got: 'a failure of the server itself',
    remedy: 'The log of the server has it under the id of this request (instance). Please report it.',
  });
}

function wrongQuestion({ validation = [], validationContext }: FastifyError): StockulaError {
  const said = validation.map(({ instancePath, message }) => {
    const name = instancePath.replace(/^\//, '').replaceAll('/', '.');
    return name ? `${name}: ${message}` : (message ?? 'not valid');
  });
  return new StockulaError('USAGE', {
    expected: `a ${validationContext ?? 'request'} as /api/v1/docs describes it`,
    got: said.slice(0, 10).join('; '),
    remedy: 'Mend what is named, and ask again.',
  });
}

function statusOf(error: FastifyError, shown: StockulaError): number {
  if (error instanceof StockulaError || shown.code === 'INTERNAL') return errorTable[shown.code].http;
  return error.statusCode ?? errorTable[shown.code].http;
}
