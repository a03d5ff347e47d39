import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { AuditOutcome } from '../../domain/access-store.ts';
import type { Api } from '../api.ts';
import type { ApiContext } from '../context.ts';
import { isChange } from './same-site.ts';

/** What is refused again within a minute is one line: who knocks a thousand times must not fill the disk. */
const refusedMs = 60_000;

/** Notes down each change that is asked for, and what is refused. */
export function addAudit(api: Api, { access }: Pick<ApiContext, 'access'>): void {
  const refused = new LRUCache<string, true>({ max: 10_000, ttl: refusedMs });
  api.addHook('onResponse', async (request, reply) => {
    const outcome = outcomeOf(reply);
    const action = actionOf(request);
    if (action === null || (outcome !== 'refused' && !isChange(request))) return;
    const { user, via } = request.caller;
    if (outcome === 'refused' && !isChange(request) && via === 'nobody' && request.unknown === null) return;
    const line = { actor: request.audited?.actor ?? user, via, action, outcome, address: request.ip };
    if (outcome === 'refused') {
      const key = [line.actor, via, action, line.address].join('\n');
      if (refused.has(key)) return;
      refused.set(key, true);
    }
    access.audit.note({ ...line, target: request.audited?.target ?? targetOf(request) });
  });
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What the audit log is to say that the address does not. Never a secret. */
    audited?: { readonly actor?: string; readonly target?: string };
  }
}

function outcomeOf({ statusCode }: FastifyReply): AuditOutcome {
  if (statusCode < 400) return 'done';
  return statusCode === 401 || statusCode === 403 || statusCode === 429 ? 'refused' : 'failed';
}

/** The route, not the address: null where there is no such route. */
function actionOf({ method, routeOptions, is404 }: FastifyRequest): string | null {
  return is404 || routeOptions.url === undefined ? null : `${method} ${routeOptions.url}`;
}

function targetOf({ params }: FastifyRequest): string | null {
  const values = Object.values((params ?? {}) as Record<string, unknown>).map(String);
  return values.length === 0 ? null : values.join(' ');
}
