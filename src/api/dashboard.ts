import fastifyStatic from '@fastify/static';
import type { Api } from './api.ts';
import type { ApiContext } from './context.ts';

/** The dashboard's files. Its pages have addresses of their own, so every other address gets its one document. */
export async function addDashboard(api: Api, { dashboard }: ApiContext): Promise<void> {
  if (dashboard === null) return;
  await api.register(fastifyStatic, { root: dashboard, serve: false, preCompressed: true });
  const open = { config: { right: 'public' as const }, schema: { hide: true } };
  api.get('/assets/*', open, (request, reply) =>
    reply.sendFile((request.params as { '*': string })['*'], `${dashboard}/assets`, {
      immutable: true,
      maxAge: '1y',
    }),
  );
  api.get('/', open, (_, reply) => reply.sendFile('index.html', { cacheControl: false }));
  api.get('/*', open, (request, reply) => {
    const isPage = !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html') === true;
    return isPage ? reply.sendFile('index.html', { cacheControl: false }) : reply.callNotFound();
  });
}
