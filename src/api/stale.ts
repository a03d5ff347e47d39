import type { z } from 'zod';
import type { staleness } from '../contract/common.ts';
import type { Staleness } from '../domain/staleness.ts';
import type { Caller } from './caller.ts';

/** Why an answer may be outdated, as it is told: where the file lies is for admins. */
export function staleFor(caller: Caller, stale: Staleness | null): z.output<typeof staleness> | null {
  if (stale === null) return null;
  const { since, reason, file } = stale;
  return { since: new Date(since).toISOString(), reason, file: caller.right === 'admin' ? file : null };
}
