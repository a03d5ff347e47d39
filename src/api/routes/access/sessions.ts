import { ended, ownSessions, sessionSelection } from '../../../contract/access.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { Routes } from '../../api.ts';
import { userOf } from './own.ts';
import { iso } from './times.ts';

const tags = ['access'];

/** One's own sessions. */
export const addSessions: Routes = (api, { access }) => {
  api.get(
    '/api/v1/sessions',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'One’s own sessions', response: { 200: ownSessions } },
    },
    async ({ caller }) => {
      const current = caller.proof?.kind === 'session' ? caller.proof.session.id : null;
      const sessions = await access.sessions.of(userOf(caller));
      return {
        sessions: sessions.map(({ id, address, agent, createdAt, seenAt, expiresAt }) => ({
          id,
          current: id === current,
          address,
          agent,
          createdAt: iso(createdAt),
          seenAt: iso(seenAt),
          expiresAt: iso(expiresAt),
        })),
      };
    },
  );

  api.delete(
    '/api/v1/sessions',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'End one of one’s own sessions, or all but the one that asks',
        querystring: sessionSelection,
        response: { 200: ended },
      },
    },
    async ({ caller, query: { id } }) => {
      const current = caller.proof?.kind === 'session' ? caller.proof.session.id : null;
      const own = (await access.sessions.of(userOf(caller))).map((session) => session.id);
      const chosen =
        id === undefined ? own.filter((one) => one !== current) : own.filter((one) => one === id);
      if (id !== undefined && chosen.length === 0) throw noSuchSession(id);
      return { ended: await access.sessions.end(chosen) };
    },
  );
};

const noSuchSession = (id: string) =>
  new StockulaError('NOT_FOUND', {
    expected: 'a session of one’s own',
    got: id,
    remedy: 'GET /api/v1/sessions has them.',
  });
