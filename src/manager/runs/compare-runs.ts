import type { NewRun, StoredRun } from '../../domain/run-store.ts';
import { type Difference, differences } from './canonical.ts';

/** What became of a run when it was done again, or how two runs differ. */
export interface RunComparison {
  /** Its number; null for a run that was done just now and is not kept. */
  readonly before: string;
  readonly now: string | null;
  readonly sameData: boolean;
  readonly sameConfiguration: boolean;
  /** Whether every number of the answers agrees to the last digit. */
  readonly identical: boolean;
  readonly configurationDifferences: readonly Difference[];
  /** At most 50 places. */
  readonly resultDifferences: readonly Difference[];
}

const most = 50;

export function compareRuns(before: StoredRun, now: NewRun | StoredRun): RunComparison {
  const inResult = differences(before.result, now.result, most);
  return {
    before: before.id,
    now: 'id' in now ? now.id : null,
    sameData: before.dataHash === now.dataHash,
    sameConfiguration: before.configurationHash === now.configurationHash,
    identical: inResult.length === 0,
    configurationDifferences: differences(before.question, now.question, most),
    resultDifferences: inResult,
  };
}
