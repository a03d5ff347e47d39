import { pipeline, type Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Staleness } from '../../domain/staleness.ts';
import type { BarsQuestion } from '../../manager/bars/question.ts';
import { isNotModified } from '../conditional.ts';
import type { ApiContext } from '../context.ts';
import { compressor, type Encoding, encodingFor } from '../encoding.ts';
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
  const { lastModified } = answer;
  const encoding = encodingFor(request.headers['accept-encoding']);
  const packed = answer instanceof HeldAnswer ? await packedOf(answer, encoding) : null;
  reply.header('cache-control', 'private, no-cache').header('vary', 'accept, accept-encoding');
  if (packed !== null) reply.header('etag', packed.etag);
  if (lastModified !== null) reply.header('last-modified', lastModified.toUTCString());
  // In other formats than JSON, nothing but the head can say it.
  if (stale !== null) reply.header('stockula-stale-since', new Date(stale.since).toISOString());
  if (isNotModified(request, { etag: packed?.etag ?? null, lastModified })) return reply.code(304).send();
  if (packed?.next) reply.header('link', `<${nextAddress(request, packed.next)}>; rel="next"`);
  reply.header('content-type', contentTypes[format]);
  if (format === 'csv' || format === 'arrow') reply.header('content-disposition', fileName(question, format));
  const used = packed?.encoding ?? encoding;
  if (used !== 'identity') reply.header('content-encoding', used);
  if (packed !== null) return reply.send(packed.bytes);
  if (request.method === 'HEAD') return reply.send();
  return reply.send(streamed(longAnswer(ask, question, format, request.caller), encoding));
}

interface Packed extends Pick<HeldAnswer, 'bytes' | 'next'> {
  readonly etag: string;
  readonly encoding: Encoding;
}

async function packedOf(held: HeldAnswer, wanted: Encoding): Promise<Packed> {
  const bytes = await held.encoded(wanted);
  const encoding = bytes === held.bytes ? 'identity' : wanted;
  return { bytes, encoding, etag: held.etag(encoding), next: held.next };
}

function streamed(pages: Readable, encoding: Encoding): Readable {
  const squeeze = compressor(encoding);
  // A failure of one ends the other; it is told by the connection, which ends without the end of the answer.
  return squeeze === null ? pages : pipeline(pages, squeeze, () => undefined);
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
