import cookie from '@fastify/cookie';
import type { Api } from '../api.ts';

/** For answers that are data: nothing in them is to be loaded or run. */
const ofData = "default-src 'none'; frame-ancestors 'none'";

/** The same for every answer, and those that Helmet sets: to make them anew took longer than to find the answer. */
const always = {
  'content-security-policy': ofData,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  // The filters that browsers had could be made to open holes.
  'x-xss-protection': '0',
} as const;

/** What browsers may do with answers. Pages have a policy of their own. */
export async function addHeaders(api: Api): Promise<void> {
  await api.register(cookie);
  api.addHook('onRequest', async (request, reply) => {
    reply.headers(always);
    // Said over an open connection, it would be ignored.
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  });
  api.addHook('onSend', async (request, reply) => {
    // What was answered to one caller must not be shown to another, or after they left.
    if (request.caller?.via !== 'open' && isOurs(request.url) && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'private, no-cache');
  });
}

const isOurs = (url: string): boolean => url.startsWith('/api/');

/** For the dashboard's document: only what comes from this server, and style elements with the word of this answer. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** For the page that describes the API; its scripts come from this server, and it styles elements by attributes. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
