import * as z from 'zod';
import { grantedRights } from '../domain/access-store.ts';

const time = z.iso.datetime();
const userName = z.string().min(1).max(64);
const password = z.string().min(1).max(256);
/** Number of a row, as text. */
const rowNumber = z.string().regex(/^\d{1,18}$/);

const grantedRight = z
  .enum(grantedRights)
  .meta({ description: 'read: answers; analyse: also analyses and what is one’s own; admin: everything' });

export const login = z.strictObject({ user: userName, password }).meta({ id: 'Login' });

export const loggedIn = z
  .object({
    user: z.string(),
    right: grantedRight,
    csrfToken: z
      .string()
      .describe('Goes into the header x-csrf-token of every request that changes something'),
    expiresAt: time.describe('When the session ends whatever happens'),
  })
  .meta({ id: 'LoggedIn' });

export const currentSession = z
  .object({
    user: z.string().nullable().describe('Null: nobody has logged in'),
    right: grantedRight.nullable(),
    via: z.enum(['open', 'session', 'key', 'nobody']),
    csrfToken: z.string().nullable(),
    expiresAt: time.nullable(),
    setup: z
      .boolean()
      .describe('There is no user yet: whoever is on the machine of the server may do anything'),
  })
  .meta({ id: 'CurrentSession' });

export const passwordChange = z
  .strictObject({ current: password, password: z.string().min(12).max(256) })
  .meta({ id: 'PasswordChange' });

export const ownSessions = z
  .object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        current: z.boolean().describe('The one that asks'),
        address: z.string().describe('Where it was begun'),
        agent: z.string().describe('What the browser says it is'),
        createdAt: time,
        seenAt: time.describe('Last use, to within minutes'),
        expiresAt: time,
      }),
    ),
  })
  .meta({ id: 'OwnSessions' });

export const sessionSelection = z.strictObject({
  id: z.uuid().optional().describe('Only this one; without it all but the one that asks'),
});

export const ended = z.object({ ended: z.int() });

const apiKey = z
  .object({
    id: rowNumber,
    name: z.string(),
    prefix: z.string().describe('How the key begins'),
    right: grantedRight,
    owner: z.string(),
    createdAt: time,
    expiresAt: time.nullable(),
    usedAt: time.nullable().describe('Last use, to within a minute'),
  })
  .meta({ id: 'ApiKey' });

export const keySelection = z.strictObject({
  all: z.stringbool().default(false).describe('Those of all users, which only admins may see'),
});

export const apiKeys = z.object({ keys: z.array(apiKey) }).meta({ id: 'ApiKeys' });

export const newKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    right: grantedRight.default('read'),
    expiresAt: time.nullable().default(null).describe('Null: never'),
  })
  .meta({ id: 'NewKey' });

export const createdKey = z
  .object({
    key: apiKey,
    secret: z.string().describe('The key itself. It is not kept: this is the only time it is told'),
  })
  .meta({ id: 'CreatedKey' });

export const keyParams = z.object({ id: rowNumber });

const user = z
  .object({
    name: z.string(),
    right: grantedRight,
    createdAt: time,
    passwordSetAt: time,
    lastLoginAt: time.nullable(),
    disabledAt: time.nullable().describe('Since when they may not log in'),
  })
  .meta({ id: 'User' });

export const users = z.object({ users: z.array(user) }).meta({ id: 'Users' });

const chosenPassword = z
  .string()
  .min(12)
  .max(256)
  .nullable()
  .describe('Null: one is made up, and told in the answer only');

export const newUser = z
  .strictObject({
    name: userName,
    right: grantedRight.default('read'),
    password: chosenPassword.default(null),
  })
  .meta({ id: 'NewUser' });

export const userChange = z
  .strictObject({
    right: grantedRight.optional(),
    disabled: z.boolean().optional(),
    password: chosenPassword.optional(),
  })
  .meta({
    id: 'UserChange',
    description: 'What stays as it is, is left out. Another password ends all sessions',
  });

export const userAndPassword = z
  .object({ user, password: z.string().nullable().describe('The one that was made up, if one was') })
  .meta({ id: 'UserAndPassword' });

export const userParams = z.object({ name: userName });

export const auditSelection = z.strictObject({
  actor: userName.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: rowNumber.optional().describe('The next of the answer before'),
});

export const audit = z
  .object({
    entries: z.array(
      z.object({
        id: rowNumber,
        at: time,
        actor: z.string().describe('Name of the user; empty: nobody who was known'),
        via: z.string().describe('open, session, key, nobody, or command line'),
        action: z.string().describe('Method and route, or the command'),
        target: z.string().nullable(),
        outcome: z.enum(['done', 'refused', 'failed']),
        address: z.string().nullable(),
      }),
    ),
    next: rowNumber.nullable(),
  })
  .meta({ id: 'Audit', description: 'Changes and what was refused, the newest first' });
