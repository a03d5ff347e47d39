import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { pagePaths } from '../contract/pages.ts';
import { pagePolicy } from './access/headers.ts';
import type { Api } from './api.ts';
import type { ApiContext } from './context.ts';

/** Files beside the document that are asked for by name. */
const files = ['favicon.svg', 'manifest.webmanifest'];

/** Stands in the document where each answer has a number of its own, as `web/vite.config.ts` says. */
const noncePlaceholder = '__CSP_NONCE__';

/** The dashboard's files. Its pages have addresses of their own, with one document for all of them. */
export async function addDashboard(api: Api, { dashboard }: ApiContext): Promise<void> {
  if (dashboard === null) return;
  await api.register(fastifyStatic, { root: dashboard, serve: false, preCompressed: true });
  const open = { config: { right: 'public' as const }, schema: { hide: true } };
  // Their names are made of their content.
  api.get('/assets/*', open, (request, reply) =>
    reply.sendFile((request.params as { '*': string })['*'], join(dashboard, 'assets'), {
      immutable: true,
      maxAge: '1y',
    }),
  );
  for (const file of files) api.get(`/${file}`, open, (_, reply) => reply.sendFile(file, { maxAge: '1d' }));
  // Read anew, as the dashboard may be built again while it is served.
  const sendDocument = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('cache-control', 'no-cache')
      .header('content-security-policy', pagePolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(readFileSync(join(dashboard, 'index.html'), 'utf8').replaceAll(noncePlaceholder, nonce));
  };
  for (const path of pagePaths) api.get(path, open, (_, reply) => sendDocument(reply));
  // To people the dashboard itself says that there is no such page.
  api.get('/*', open, (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html') === true;
    return isPage ? sendDocument(reply.code(404)) : reply.callNotFound();
  });
}
