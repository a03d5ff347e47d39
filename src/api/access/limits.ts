import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { TooManyRequests } from '../../manager/access/logins.ts';
import type { Api } from '../api.ts';
import type { ApiContext } from '../context.ts';

const windowMs = 60_000;
const longestUrl = 8_192;

/** Limits how much a caller may ask, and how long a question may be. */
export async function addLimits(
  api: Api,
  { access, config }: Pick<ApiContext, 'access' | 'config'>,
): Promise<void> {
  api.addHook('onRequest', async ({ raw }) => {
    if ((raw.url?.length ?? 0) > longestUrl) throw urlTooLong();
  });
  await api.register(rateLimit, {
    timeWindow: windowMs,
    max: () => config().api.rate_limit_per_minute,
    allowList: ({ caller }) => caller.via === 'open' || config().api.rate_limit_per_minute === 0,
    keyGenerator: callerKey,
    errorResponseBuilder: (_, { ttl }) => new TooManyRequests('requests in a minute', ttl),
    store: class {
      incr(key: string, done: (error: Error | null, counted?: { current: number; ttl: number }) => void) {
        const { current, ttlMs } = access.counts.count(`requests:${key}`, windowMs);
        done(null, { current, ttl: ttlMs });
      }
      child() {
        return this;
      }
    },
  });
}

/** Each key counts for itself; the sessions of a user count together. */
function callerKey({ caller: { proof }, ip }: FastifyRequest): string {
  if (proof === null) return `from:${normalizeIP(ip)}`;
  return proof.kind === 'key' ? `key:${proof.key.id}` : `user:${proof.user.id}`;
}

const urlTooLong = () =>
  Object.assign(new Error(`an address of more than ${longestUrl} characters`), { statusCode: 414 });
