import type { FastifyReply } from 'fastify';
import type { Api } from './api.ts';

/** How long answers that are under way may take once the server is to end. */
const graceMs = 5_000;

/** Lets answers come to their end when the server closes: those that have none of their own, events, are ended. */
export function addGracefulClose(api: Api): void {
  const open = new Set<FastifyReply>();
  api.addHook('onRequest', async (_, reply) => {
    open.add(reply);
  });
  api.addHook('onResponse', async (_, reply) => {
    open.delete(reply);
  });
  api.addHook('preClose', async () => {
    for (const { raw } of open)
      if (String(raw.getHeader('content-type')).startsWith('text/event-stream')) raw.end();
    setTimeout(() => api.server.closeAllConnections(), graceMs).unref();
  });
}
