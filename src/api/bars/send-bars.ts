import { pipeline } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Staleness } from '../../domain/staleness.ts';
import type { BarsQuestion } from '../../manager/bars/question.ts';
import { isNotModified } from '../conditional.ts';
import type { ApiContext } from '../context.ts';
import { compressor, encodingFor } from '../encoding.ts';
import { type BarFormat, contentTypes } from './formats.ts';
import { HeldAnswer, type LongAnswer } from './held-answer.ts';
import { longAnswer } from './long-answer.ts';

export interface BarsAnswer {
  readonly answer: HeldAnswer | LongAnswer;
  readonly question: BarsQuestion;
  readonly format: BarFormat;
  readonly stale: Staleness | null;
}

/** Sends kept bytes, or a range too long to keep; or says that the client has it already. */
export async function sendBars(
  request: FastifyRequest,
  reply: FastifyReply,
  { answer, question, format, stale }: BarsAnswer,
  ask: ApiContext['ask'],
): Promise<FastifyReply> {
  const encoding = encodingFor(request.headers['accept-encoding']);
  const held = answer instanceof HeldAnswer ? answer : null;
  const sent = held === null ? null : await held.encoded(encoding);
  const used = sent !== null && sent === held?.bytes ? 'identity' : encoding;
  const { lastModified } = answer;
  const etag = held?.etag(used) ?? null;
  reply.header('cache-control', 'private, no-cache').header('vary', 'accept, accept-encoding');
  if (etag !== null) reply.header('etag', etag);
  if (lastModified !== null) reply.header('last-modified', lastModified.toUTCString());
  // In other formats than JSON, nothing but the head can say it.
  if (stale !== null) reply.header('stockula-stale-since', new Date(stale.since).toISOString());
  if (isNotModified(request, { etag, lastModified })) return reply.code(304).send();
  if (held?.next) reply.header('link', `<${nextAddress(request, held.next)}>; rel="next"`);
  reply.header('content-type', contentTypes[format]);
  if (format === 'csv' || format === 'arrow') reply.header('content-disposition', fileName(question, format));
  if (used !== 'identity') reply.header('content-encoding', used);
  if (sent !== null) return reply.send(sent);
  if (request.method === 'HEAD') return reply.send();
  const pages = longAnswer(ask, question, format, request.caller);
  const squeeze = compressor(encoding);
  // A failure of one ends the other; it is told by the connection, which ends without the end of the answer.
  return reply.send(squeeze === null ? pages : pipeline(pages, squeeze, () => undefined));
}

function nextAddress(request: FastifyRequest, cursor: string): string {
  const [path = '', query = ''] = request.url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters}`;
}

function fileName({ symbol, interval }: BarsQuestion, format: BarFormat): string {
  return `attachment; filename="${symbol.replaceAll(/[^A-Z0-9.-]/g, '_')}-${interval}.${format}"`;
}
