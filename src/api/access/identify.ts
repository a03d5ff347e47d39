import type { FastifyReply, FastifyRequest } from 'fastify';
import { StockulaError } from '../../domain/errors.ts';
import type { AccessService } from '../../manager/access/access-service.ts';
import type { Api } from '../api.ts';
import { type Caller, nobody, openCaller } from '../caller.ts';
import type { ApiContext } from '../context.ts';
import { clearToken, setToken, shownToken } from './cookie.ts';
import { isFromHere } from './loopback.ts';
import { isChange } from './same-site.ts';

/** Finds out who asks, before anything else is looked at. */
export function addCallers(api: Api, { access, config }: Pick<ApiContext, 'access' | 'config'>): void {
  api.decorateRequest('caller');
  api.decorateRequest('unknown', null);
  const isProxyTrusted = config().api.trust_proxy;
  api.addHook('onRequest', async (request, reply) => {
    request.caller = nobody;
    try {
      if (await access.hasUsers(isChange(request))) {
        await identify(access, request, reply);
        return;
      }
    } catch (error) {
      // What anybody may ask is answered while the database is away, too.
      request.unknown = error;
      return;
    }
    if (!isFromHere(request, isProxyTrusted)) throw notFromHere();
    request.caller = openCaller;
  });
}

async function identify(access: AccessService, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    request.caller = await byKey(access, authorization);
    if (request.caller === nobody) request.unknown = noKey();
    return;
  }
  const token = shownToken(request);
  if (token === undefined) return;
  const found = await access.sessions.find(token);
  if (!found) {
    clearToken(request, reply);
    request.unknown = sessionOver();
    return;
  }
  request.caller = {
    user: found.user.name,
    right: found.user.right,
    via: 'session',
    proof: { kind: 'session', ...found },
  };
  const next = await access.sessions.renew(token, found);
  if (next !== null) setToken(request, reply, next, found.session);
}

async function byKey(access: AccessService, authorization: string): Promise<Caller> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const found = secret === undefined ? null : await access.keys.find(secret);
  if (!found) return nobody;
  const { user, key, right } = found;
  return { user: user.name, right, via: 'key', proof: { kind: 'key', user, key } };
}

/** Whether what was shown when a long answer began still holds. */
export async function stillHolds(access: AccessService, request: FastifyRequest): Promise<boolean> {
  const { proof, via, right } = request.caller;
  if (via === 'open') return !(await access.hasUsers());
  if (proof === null) return true;
  if (proof.kind === 'session') return access.sessions.holds(proof);
  return (await byKey(access, request.headers.authorization ?? '')).right === right;
}

const noKey = () =>
  new StockulaError('UNAUTHENTICATED', {
    expected: 'a key that holds, as Authorization: Bearer KEY',
    got: 'one that nobody has, or has no more',
    remedy: 'Make one on the page "Access", or by "stockula keys create".',
  });

const sessionOver = () =>
  new StockulaError('UNAUTHENTICATED', {
    expected: 'a session that holds',
    got: 'one that is over',
    remedy: 'Log in again.',
  });

const notFromHere = () =>
  new StockulaError('FORBIDDEN', {
    expected: 'a request from this machine, to localhost or 127.0.0.1, as there is no admin yet',
    got: 'one from elsewhere, by way of a proxy, or to another name',
    remedy: 'Add the first admin on the machine of the server: stockula users add NAME --right admin',
  });
