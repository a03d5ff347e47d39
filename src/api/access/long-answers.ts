import type { FastifyRequest } from 'fastify';
import type { Api } from '../api.ts';
import type { ApiContext } from '../context.ts';
import { stillHolds } from './identify.ts';

const lookMs = 5_000;

/** Ends answers that go on, such as events, once what was shown for them no longer holds. */
export function addLongAnswers(api: Api, { access, log }: Pick<ApiContext, 'access' | 'log'>): void {
  const open = new Set<FastifyRequest>();
  api.addHook('onRequest', async (request) => {
    if (request.caller.right !== 'public') open.add(request);
  });
  api.addHook('onResponse', async (request) => {
    open.delete(request);
  });
  const timer = setInterval(() => {
    for (const request of open) {
      stillHolds(access, request)
        .then((holds) => {
          if (!holds) request.raw.destroy();
        })
        // Not known just now: the next look may tell.
        .catch((error: unknown) => log.debug({ err: error }, 'whether a session holds is not known'));
    }
  }, lookMs).unref();
  api.addHook('onClose', async () => clearInterval(timer));
}
