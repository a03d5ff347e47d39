import { audit, auditSelection } from '../../../contract/access.ts';
import type { Routes } from '../../api.ts';
import { iso } from './times.ts';

/** What was done by whom, for admins. */
export const addAuditLog: Routes = (api, { access }) => {
  api.get(
    '/api/v1/audit',
    {
      config: { right: 'admin' },
      schema: {
        tags: ['access'],
        summary: 'Changes and what was refused, the newest first',
        querystring: auditSelection,
        response: { 200: audit },
      },
    },
    async ({ query: { actor, limit, cursor } }) => {
      const lines = await access.audit.list({ actor, limit: limit + 1, before: cursor });
      const entries = lines.slice(0, limit);
      return {
        entries: entries.map(({ at, ...line }) => ({ ...line, at: iso(at) })),
        next: lines.length > limit ? (entries.at(-1)?.id ?? null) : null,
      };
    },
  );
};
