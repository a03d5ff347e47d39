import type { FastifyRequest } from 'fastify';
import { StockulaError } from '../../domain/errors.ts';
import type { AccessService } from '../../manager/access/access-service.ts';
import { areSame } from '../../manager/access/secrets.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request asks for a change. */
export const isChange = ({ method }: FastifyRequest): boolean => !safe.has(method);

/**
 * Refuses changes that another site has a browser ask for. A key is not sent by itself, so it needs no more.
 * @throws StockulaError FORBIDDEN
 */
export function refuseOtherSites(access: AccessService, request: FastifyRequest): void {
  const { proof, via } = request.caller;
  if (via === 'key' || !isChange(request)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw fromElsewhere(`a site that is ${site}`);
  const { origin } = request.headers;
  if (origin !== undefined && hostOf(origin) !== request.host) throw fromElsewhere(origin.slice(0, 200));
  if (proof?.kind !== 'session') return;
  const shown = request.headers['x-csrf-token'];
  const isOurs = typeof shown === 'string' && areSame(shown, access.sessions.csrfToken(proof.session));
  if (!isOurs) throw withoutToken(shown === undefined);
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const fromElsewhere = (got: string) =>
  new StockulaError('FORBIDDEN', {
    expected: 'a change that a page of this server asks for',
    got: `one from ${got}`,
    remedy: 'Programs ask with a key (Authorization: Bearer KEY) and send no Origin of their own.',
  });

const withoutToken = (isMissing: boolean) =>
  new StockulaError('FORBIDDEN', {
    expected: "the session's CSRF token in the header x-csrf-token",
    got: isMissing ? 'none' : 'another one',
    remedy: 'GET /api/v1/session has it as csrfToken.',
  });
