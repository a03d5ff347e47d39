import type { FastifyRequest } from 'fastify';
import { StockulaError } from '../../../domain/errors.ts';
import type { Caller, Proof } from '../../caller.ts';

/** @throws StockulaError FORBIDDEN where nobody has logged in, as there is nobody yet */
export function userOf({ proof }: Caller): Proof['user'] {
  if (proof) return proof.user;
  throw new StockulaError('FORBIDDEN', {
    expected: 'a user, to whom this belongs',
    got: 'a server without any',
    remedy: 'Add the first admin: stockula users add NAME --right admin',
  });
}

/** @throws StockulaError FORBIDDEN for keys, which must not be able to make themselves last */
export function sessionOf({ caller }: FastifyRequest): Proof & { kind: 'session' } {
  userOf(caller);
  if (caller.proof?.kind === 'session') return caller.proof;
  throw new StockulaError('FORBIDDEN', {
    expected: 'somebody who has logged in',
    got: 'a key',
    remedy: 'Log in on the page /login.',
  });
}
