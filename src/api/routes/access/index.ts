import type { Routes } from '../../api.ts';
import { addAuditLog } from './audit.ts';
import { addKeys } from './keys.ts';
import { addSession } from './session.ts';
import { addSessions } from './sessions.ts';
import { addUsers } from './users.ts';

/** Who may ask: sessions, keys, users, and what they did. */
export const addAccess: Routes = (api, context) => {
  for (const add of [addSession, addSessions, addKeys, addUsers, addAuditLog]) add(api, context);
};
