import type { FastifyReply, FastifyRequest } from 'fastify';
import { StockulaError } from '../../domain/errors.ts';
import type { Api } from '../api.ts';
import type { ApiContext } from '../context.ts';
import { type Right, rights } from '../right.ts';
import { refuseOtherSites } from './same-site.ts';

/** Refuses what callers have no right to: before bodies are read, and before it is told whether they would do. */
export function addRights(api: Api, { access }: Pick<ApiContext, 'access'>): void {
  api.addHook('preParsing', async (request, reply) => {
    const needed = request.routeOptions.config.right;
    // There is no such route, which anybody may know.
    if (needed === undefined) return;
    if (needed !== 'public') refuseLesser(needed, request, reply);
    refuseOtherSites(access, request);
  });
}

function refuseLesser(needed: Right, request: FastifyRequest, reply: FastifyReply): void {
  const { right, user } = request.caller;
  if (rights.indexOf(right) >= rights.indexOf(needed)) return;
  if (right !== 'public') throw rightMissing(needed, right, user);
  const { unknown } = request;
  if (unknown !== null && !isRefusal(unknown)) throw unknown;
  reply.header('www-authenticate', 'Bearer realm="stockula"');
  throw unknown ?? nothingShown();
}

const isRefusal = (error: unknown): boolean =>
  error instanceof StockulaError && error.code === 'UNAUTHENTICATED';

const rightMissing = (needed: Right, right: Right, user: string) =>
  new StockulaError('FORBIDDEN', {
    expected: `the right "${needed}"`,
    got: `${user} with the right "${right}"`,
    remedy: 'Ask an admin for it. A key has at most the right it was made with.',
  });

const nothingShown = () =>
  new StockulaError('UNAUTHENTICATED', {
    expected: 'a session, or a key as Authorization: Bearer KEY',
    got: 'neither',
    remedy: 'Log in on the page /login, or by POST /api/v1/session.',
  });
