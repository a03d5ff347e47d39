import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { currentSession, loggedIn, login, passwordChange } from '../../../contract/access.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { NewLogin, Origin } from '../../../manager/access/sessions.ts';
import { clearToken, setToken } from '../../access/cookie.ts';
import type { Routes } from '../../api.ts';
import { sessionOf } from './own.ts';
import { iso } from './times.ts';

const tags = ['access'];
const originOf = ({ ip, headers }: FastifyRequest): Origin => ({
  address: ip,
  agent: headers['user-agent'] ?? '',
});

/** Who asks; to log in and out. */
export const addSession: Routes = (api, { access }) => {
  const answer = (request: FastifyRequest, reply: FastifyReply, { user, session, token }: NewLogin) => {
    setToken(request, reply, token, session);
    return {
      user: user.name,
      right: user.right,
      csrfToken: access.sessions.csrfToken(session),
      expiresAt: iso(session.expiresAt),
    };
  };

  api.get(
    '/api/v1/session',
    {
      config: { right: 'public' },
      schema: { tags, summary: 'Who asks, and with what right', response: { 200: currentSession } },
    },
    async ({ caller, unknown }) => {
      if (unknown !== null && !(unknown instanceof StockulaError && unknown.code === 'UNAUTHENTICATED'))
        throw unknown;
      const { user, right, via, proof } = caller;
      const session = proof?.kind === 'session' ? proof.session : null;
      return {
        user: user === '' ? null : user,
        right: right === 'public' ? null : right,
        via,
        csrfToken: session && access.sessions.csrfToken(session),
        expiresAt: session && iso(session.expiresAt),
        setup: via === 'open',
      };
    },
  );

  api.post(
    '/api/v1/session',
    {
      config: { right: 'public' },
      schema: { tags, summary: 'Log in', body: login, response: { 200: loggedIn } },
    },
    async (request, reply) => {
      const { user: name, password } = request.body;
      const { caller } = request;
      try {
        const user = await access.logins.check(name, password, originOf(request));
        request.audited = { actor: user.name };
        await access.logins.note(user);
        // Whoever logs in anew begins anew: what was known of the session before serves nobody.
        if (caller.proof?.kind === 'session') await access.sessions.end([caller.proof.session.id]);
        return answer(request, reply, await access.sessions.begin(user, originOf(request)));
      } catch (error) {
        // Some type the password where the name belongs.
        request.audited = { target: (await access.users.isName(name)) ? name.toLowerCase() : 'no such user' };
        throw error;
      }
    },
  );

  api.delete(
    '/api/v1/session',
    {
      config: { right: 'public' },
      schema: { tags, summary: 'Log out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { proof } = request.caller;
      if (proof?.kind === 'session') await access.sessions.end([proof.session.id]);
      clearToken(request, reply);
      return reply.code(204).send(null);
    },
  );

  api.post(
    '/api/v1/session/password',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Change one’s own password, which ends all other sessions',
        body: passwordChange,
        response: { 200: loggedIn },
      },
    },
    async (request, reply) => {
      const { user } = sessionOf(request);
      const { current, password } = request.body;
      await access.logins.check(user.name, current, originOf(request));
      await access.users.change(user.name, { password });
      const changed = await access.users.byName(user.name);
      return answer(request, reply, await access.sessions.begin(changed, originOf(request)));
    },
  );
};
