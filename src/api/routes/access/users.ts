import * as z from 'zod';
import { newUser, userAndPassword, userChange, userParams, users } from '../../../contract/access.ts';
import type { User } from '../../../domain/access-store.ts';
import type { Routes } from '../../api.ts';
import { userOf } from './own.ts';
import { iso, isoOrNull } from './times.ts';

const tags = ['access'];

/** Users, for admins. */
export const addUsers: Routes = (api, { access }) => {
  api.get(
    '/api/v1/users',
    { config: { right: 'admin' }, schema: { tags, summary: 'All users', response: { 200: users } } },
    async () => ({ users: (await access.users.list()).map(userAnswer) }),
  );

  api.post(
    '/api/v1/users',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Add a user. The first one is added by the command line',
        body: newUser,
        response: { 201: userAndPassword },
      },
    },
    async (request, reply) => {
      userOf(request.caller);
      const { user, password } = await access.users.add(request.body);
      request.audited = { target: `${user.name} ${user.right}` };
      return reply.code(201).send({ user: userAnswer(user), password });
    },
  );

  api.patch(
    '/api/v1/users/:name',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Change the right of a user, block them or let them in again, or give another password',
        params: userParams,
        body: userChange,
        response: { 200: userAndPassword },
      },
    },
    async (request) => {
      const { name } = request.params;
      const { user, password } = await access.users.change(name, request.body);
      request.audited = { target: [name, ...whatChanges(request.body)].join(' ') };
      return { user: userAnswer(user), password };
    },
  );

  api.delete(
    '/api/v1/users/:name',
    {
      config: { right: 'admin' },
      schema: {
        tags,
        summary: 'Remove a user with their sessions and keys',
        params: userParams,
        response: { 204: z.null() },
      },
    },
    async ({ params: { name } }, reply) => {
      await access.users.remove(name);
      return reply.code(204).send(null);
    },
  );
};

function whatChanges({ right, disabled, password }: z.output<typeof userChange>): string[] {
  const words = [right, disabled === undefined ? undefined : disabled ? 'disabled' : 'enabled'];
  return [...words, password === undefined ? undefined : 'another password'].filter(
    (word) => word !== undefined,
  );
}

function userAnswer({ name, right, createdAt, passwordSetAt, lastLoginAt, disabledAt }: User) {
  return {
    name,
    right,
    createdAt: iso(createdAt),
    passwordSetAt: iso(passwordSetAt),
    lastLoginAt: isoOrNull(lastLoginAt),
    disabledAt: isoOrNull(disabledAt),
  };
}
