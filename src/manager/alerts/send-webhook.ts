import { createHmac } from 'node:crypto';
import { lookup as resolveName } from 'node:dns';
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { WebhookTarget } from '../../domain/alert-store.ts';
import { messageOf } from '../../domain/errors.ts';
import { isPublicAddress } from './public-address.ts';

export interface SendOptions {
  /** Whether addresses that are not of the public internet may be sent to. */
  readonly allowPrivate: boolean;
  readonly timeoutMs?: number;
}

/** Of a name, the addresses it stands for. */
export type Resolve = typeof resolveName;

/**
 * Posts JSON, signed. Nothing but an answer of 2xx counts, and redirects are not followed.
 * @param id the same for each attempt, so that a receiver knows what it has had
 * @returns null, or why it was not taken
 */
export async function sendWebhook(
  { url, secret }: WebhookTarget,
  id: string,
  content: unknown,
  { allowPrivate, timeoutMs = 5_000 }: SendOptions,
  resolve: Resolve = resolveName,
): Promise<string | null> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  // Where the host is an address, no name is looked up.
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return notPublic;
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const begin = target.protocol === 'https:' ? overHttps : overHttp;
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'Stockula',
    'x-stockula-delivery': id,
    'x-stockula-timestamp': timestamp,
    'x-stockula-signature': signatureOf(secret, timestamp, body),
  };
  try {
    const answer = await new Promise<IncomingMessage>((taken, failed) => {
      const signal = AbortSignal.timeout(timeoutMs);
      // No agent: a kept connection would be one that nobody has checked for this delivery.
      begin(
        target,
        { method: 'POST', headers, agent: false, signal, lookup: guarded(allowPrivate, resolve) },
        taken,
      )
        .on('error', failed)
        .end(body);
    });
    const { statusCode = 0 } = answer;
    // What it says is of no use to us, and could be without end.
    answer.destroy();
    return statusCode >= 200 && statusCode < 300 ? null : `It answered ${statusCode}.`;
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') return noAnswerIn(timeoutMs);
    if (error instanceof Error && error.cause instanceof Error && error.cause.name === 'TimeoutError')
      return noAnswerIn(timeoutMs);
    return messageOf(error);
  }
}

const notPublic =
  'Its address is not one of the public internet; api.webhook_private_addresses in the configuration would allow that.';

const noAnswerIn = (ms: number): string => `No answer within ${ms / 1_000} s.`;

/** What receivers compare: HMAC-SHA256 of the timestamp, a full stop and the body. */
function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** The address that is checked is the one that is connected to: a name could stand for another one the next time. */
function guarded(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  return (name, options, told) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      const addresses = found ?? [];
      const allowed = allowPrivate ? addresses : addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = allowed;
      if (error) told(error, '');
      else if (first === undefined) told(new Error(notPublic), '');
      else if (options.all === true) told(null, allowed);
      else told(null, first.address, first.family);
    });
  };
}
