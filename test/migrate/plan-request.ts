import { type PlanRequest, planMigration } from '../../src/migrate/plan/plan.ts';
import type { MigrationPlan } from '../../src/migrate/plan/plan-report.ts';
import { freshFolder } from '../support/embedded.ts';
import { policies } from './target.ts';

/** A plan with the policies that the tests' migrations have. */
export function planFor(from: string, more: Partial<PlanRequest> = {}): Promise<MigrationPlan> {
  return planMigration({
    from,
    target: { kind: 'embedded', data_directory: freshFolder('plan') },
    retentionRawBars: policies.retentionRawBars,
    compressAfter: policies.compressAfter,
    onProgress: () => undefined,
    ...more,
  });
}
