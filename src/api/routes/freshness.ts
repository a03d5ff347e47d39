import { freshness } from '../../contract/freshness.ts';
import { dayText } from '../../domain/day.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { Routes } from '../api.ts';
import { staleFor } from '../stale.ts';

/** How far bars reach. */
export const addFreshness: Routes = (api, context) => {
  api.get(
    '/api/v1/freshness',
    {
      config: { right: 'read' },
      schema: {
        tags: ['data'],
        summary: 'How far bars reach, by exchange and interval',
        description: 'A session without a bar of which a source said that there is none counts as known.',
        response: { 200: freshness },
      },
    },
    ({ caller }) =>
      context.ask(async ({ manager, stale }) => {
        const now = Date.now() as EpochMs;
        const lines = (await manager.freshness(now)).map((line) => ({
          ...line,
          expected: dayText(line.expected),
          oldest: dayText(line.oldest),
          newest: dayText(line.newest),
        }));
        return { lines, at: new Date(now).toISOString(), stale: staleFor(caller, stale) };
      }),
  );
};
