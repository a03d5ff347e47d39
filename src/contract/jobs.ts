import * as z from 'zod';
import { symbol } from './common.ts';

const states = ['waiting', 'retrying', 'running', 'done', 'failed', 'cancelled'] as const;
const id = z.string().regex(/^[0-9a-f][0-9a-f-]{3,35}$/i, 'the id of a job');

export const job = z
  .object({
    id: z.string(),
    kind: z.string(),
    symbol: z.string().nullable(),
    interval: z.string().nullable(),
    from: z.iso.date().nullable().describe('First session that is asked for'),
    to: z.iso.date().nullable(),
    state: z.enum(states),
    origin: z.string().describe('`asked` by somebody, or the run of a schedule'),
    attempts: z.int().describe('Attempts that were begun'),
    mostAttempts: z.int(),
    createdAt: z.iso.datetime(),
    startsAfter: z.iso.datetime().describe('When it may be taken'),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
    progress: z.object({ done: z.number(), total: z.number(), text: z.string() }).nullable(),
    error: z.string().nullable().describe('Why its last attempt failed'),
    failedAt: z.iso.datetime().nullable(),
    result: z.unknown().describe('What it came to, by its kind'),
  })
  .meta({ id: 'Job', description: 'Work of the queue' });

export const jobs = z
  .object({
    jobs: z.array(job).describe('What runs, then what waits in its order, then what ended last'),
    more: z.boolean().describe('Whether there are more than were asked for'),
  })
  .meta({ id: 'Jobs' });

export const jobsQuery = z
  .object({
    state: z.enum(states).optional(),
    kind: z.string().max(64).optional(),
    symbol: symbol.optional(),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
  })
  .strict();

export const jobParams = z.object({ id }).strict();

export const decided = z
  .object({
    id: z.string(),
    outcome: z
      .enum(['retried', 'waiting', 'cancelled', 'unchanged'])
      .describe('waiting: a job for the same work waits already; unchanged: its state does not allow it'),
    was: z.enum(states),
  })
  .meta({ id: 'DecidedJob' });
