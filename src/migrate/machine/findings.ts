import type { Provisioned } from '../../infra/driver.ts';
import type { MigrationReport } from '../report.ts';
import type { CarriedBack } from '../rollback/carried-back.ts';
import type { StepResult } from './phases.ts';
import type { OpenTarget } from './surroundings.ts';

/** What the steps of a migration find out and hand on. */
export interface Findings {
  database: Provisioned | null;
  target: OpenTarget | null;
  report: MigrationReport | null;
  /** Whether the rows are known to be those that were compared: not where another command wrote some since. */
  isProven: boolean;
  carriedBack: CarriedBack | null;
}

export const done = (detail: string): StepResult => ({ outcome: 'done', detail });
export const skipped = (detail: string): StepResult => ({ outcome: 'skipped', detail });
