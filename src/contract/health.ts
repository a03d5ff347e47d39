import * as z from 'zod';

export const live = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });

export const ready = z
  .object({
    status: z
      .enum(['ready', 'degraded', 'failed'])
      .describe('degraded: everything is answered, but slower or from older data; failed: it is not'),
    checks: z.array(
      z.object({
        name: z.enum(['database', 'cache', 'configuration', 'disk']),
        status: z.enum(['ok', 'degraded', 'failed']),
        reason: z.string().nullable().describe('Only for callers who may read'),
      }),
    ),
  })
  .meta({ id: 'Ready', description: 'Whether questions can be answered, and what stands in the way' });

export type Ready = z.output<typeof ready>;
