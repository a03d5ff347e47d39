import * as z from 'zod';
import { apiKeys, createdKey, keyParams, keySelection, newKey } from '../../../contract/access.ts';
import type { ApiKey } from '../../../domain/access-store.ts';
import { StockulaError } from '../../../domain/errors.ts';
import type { EpochMs } from '../../../domain/nominal.ts';
import type { Routes } from '../../api.ts';
import { sessionOf, userOf } from './own.ts';
import { iso, isoOrNull } from './times.ts';

const tags = ['access'];

/** Keys by which programs ask. */
export const addKeys: Routes = (api, { access }) => {
  api.get(
    '/api/v1/keys',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'Keys of the API', querystring: keySelection, response: { 200: apiKeys } },
    },
    async ({ caller, query: { all } }) => {
      if (all && caller.right !== 'admin') throw onlyOwn();
      return { keys: (await access.keys.list(all ? null : userOf(caller))).map(keyAnswer) };
    },
  );

  api.post(
    '/api/v1/keys',
    {
      config: { right: 'read' },
      schema: { tags, summary: 'Make a key', body: newKey, response: { 201: createdKey } },
    },
    async (request, reply) => {
      const { user } = sessionOf(request);
      const { expiresAt, ...asked } = request.body;
      const expires = expiresAt === null ? null : (Date.parse(expiresAt) as EpochMs);
      if (expires !== null && expires <= Date.now()) throw overAlready(request.body.expiresAt);
      const { key, secret } = await access.keys.add(user, { ...asked, expiresAt: expires });
      request.audited = { target: `${key.prefix}… ${key.right}` };
      return reply.code(201).send({ key: keyAnswer(key), secret });
    },
  );

  api.delete(
    '/api/v1/keys/:id',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Revoke a key: one’s own, or as an admin any',
        params: keyParams,
        response: { 204: z.null() },
      },
    },
    async ({ caller, params: { id } }, reply) => {
      await access.keys.revoke(id, caller.right === 'admin' ? null : userOf(caller));
      return reply.code(204).send(null);
    },
  );
};

function keyAnswer({ id, name, prefix, right, owner, createdAt, expiresAt, usedAt }: ApiKey) {
  const times = { createdAt: iso(createdAt), expiresAt: isoOrNull(expiresAt), usedAt: isoOrNull(usedAt) };
  return { id, name, prefix, right, owner, ...times };
}

const onlyOwn = () =>
  new StockulaError('FORBIDDEN', {
    expected: 'an admin, to see the keys of all users',
    got: 'somebody else',
    remedy: 'Ask without all=true for your own.',
  });

const overAlready = (got: string | null) =>
  new StockulaError('USAGE', {
    expected: 'a time to come, at which the key expires',
    got: String(got),
    remedy: 'Give a later one, or none.',
  });
