import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StockulaError } from '../domain/errors.ts';
import type { Api } from './api.ts';
import { problemOf, problemType, sendProblem } from './problems.ts';

/** By the codes of Node's parser; what else it does not understand is 400. */
const statuses: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
};

/** Answers what is no HTTP, or has no end, in the form of all other problems: no route ever sees it. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) {
    const status = statuses[error.code ?? ''] ?? 400;
    const body = JSON.stringify(problemOf(notUnderstood(error.message, status), crypto.randomUUID(), status));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${problemType}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}

/** Answers an address that leads to no route because it cannot be read, or is too long in one part. */
export function answerBadAddress(
  error: Error & { readonly statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 400;
  sendProblem(request, reply, notUnderstood(error.message, status), status);
}

/** There is no protocol to change to; Node would not answer what is no HTTP on such a connection any more. */
export function addEndOfUpgrades(api: Api): void {
  api.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.upgrade !== undefined) reply.header('connection', 'close');
  });
}

const notUnderstood = (got: string, status: number) =>
  new StockulaError('USAGE', {
    expected: 'a request that can be understood',
    got,
    remedy: `The status is ${status} ${STATUS_CODES[status]}. See /api/v1/docs.`,
  });
