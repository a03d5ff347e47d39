import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../domain/access-store.ts';

/** Over TLS with the prefix by which browsers know that nobody else may have set it. */
const cookieName = ({ protocol }: FastifyRequest): string =>
  protocol === 'https' ? '__Host-stockula_session' : 'stockula_session';

export function shownToken(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request)];
}

export function setToken(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  { expiresAt }: Session,
): void {
  reply.setCookie(cookieName(request), token, {
    ...attributes(request),
    maxAge: Math.max(1, Math.floor((expiresAt - Date.now()) / 1000)),
  });
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName(request), attributes(request));
}

const attributes = ({ protocol }: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https' }) as const;
