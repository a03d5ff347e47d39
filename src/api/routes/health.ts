import { live } from '../../contract/health.ts';
import type { Routes } from '../api.ts';

/** Whether the process runs and whether it can answer. */
export const addHealth: Routes = (api) => {
  api.get(
    '/api/v1/health/live',
    {
      config: { right: 'public' },
      schema: { tags: ['health'], summary: 'Whether the process runs', response: { 200: live } },
    },
    async () => ({ status: 'ok' as const }),
  );
};
