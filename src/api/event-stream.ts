import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';

export interface EventStreamOptions {
  /** Between comments that keep proxies and clients from taking a quiet stream for a dead one. */
  readonly heartbeatMs?: number;
  /** A client that leaves more than this unread is dropped: it comes back with the last id it has seen. */
  readonly maxBufferedBytes?: number;
  /** After how long a client is to come back that lost its stream. */
  readonly retryMs?: number;
}

/** Server-sent events to one client. */
export interface EventStream {
  /** Aborted once nobody reads any more, whoever ended it: what the stream is fed from is to be given up then. */
  readonly signal: AbortSignal;
  /** The last id the client has seen of an earlier stream; null at its first. */
  readonly lastEventId: string | null;
  /**
   * One event, its data as JSON.
   * @param id what the client says when it comes back; one line of text
   * @returns whether it was taken: not after the end, nor by a client too slow to read
   */
  send(event: string, data: unknown, id?: string): boolean;
  /** Ends the stream after what was sent. A browser comes back unless the last event told it not to. */
  close(): void;
}

/** What a route documents of such an answer. @param events which there are, and what is in them */
export function eventStreamAnswer(events: string) {
  return { description: events, content: { 'text/event-stream': { schema: z.string() } } };
}

/**
 * Answers a request with server-sent events. Throw what is wrong with the request before: the answer begins here with
 * 200. The route's handler then returns `reply`.
 */
export function openEventStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { heartbeatMs = 15_000, maxBufferedBytes = 1_048_576, retryMs = 3_000 }: EventStreamOptions = {},
): EventStream {
  const gone = new AbortController();
  const { raw } = reply;
  const write = (text: string): boolean => {
    if (gone.signal.aborted || raw.writableEnded) return false;
    raw.write(text);
    if (raw.writableLength <= maxBufferedBytes) return true;
    request.log.warn({ request: request.id, unread: raw.writableLength }, 'event stream dropped: not read');
    gone.abort();
    raw.destroy();
    return false;
  };
  begin(reply);
  write(`retry: ${retryMs}\n\n`);
  const heartbeat = setInterval(() => write(': heartbeat\n\n'), heartbeatMs).unref();
  gone.signal.addEventListener('abort', () => clearInterval(heartbeat));
  raw.on('close', () => gone.abort());
  // What a broken connection reports, `close` tells as well.
  raw.on('error', () => undefined);
  const close = (): void => {
    raw.end();
    gone.abort();
  };
  if (raw.destroyed) gone.abort();
  if (request.method === 'HEAD') close();
  return {
    signal: gone.signal,
    lastEventId: lastEventIdOf(request),
    send: (event, data, id) => write(eventText(event, data, id)),
    close,
  };
}

function begin(reply: FastifyReply): void {
  reply.hijack();
  // Headers that hooks have set; Fastify itself sends none of an answer it no longer makes.
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    // nginx would wait for its buffer to fill.
    'x-accel-buffering': 'no',
  });
  reply.raw.flushHeaders();
}

/** In the format of https://html.spec.whatwg.org/multipage/server-sent-events.html */
function eventText(event: string, data: unknown, id: string | undefined): string {
  const lines = id === undefined ? [] : [`id: ${oneLine(id)}`];
  lines.push(`event: ${oneLine(event)}`, `data: ${JSON.stringify(data)}`);
  return `${lines.join('\n')}\n\n`;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]/g, ' ');
}

function lastEventIdOf(request: FastifyRequest): string | null {
  const given = request.headers['last-event-id'];
  return typeof given === 'string' && given !== '' && given.length <= 200 ? given : null;
}
