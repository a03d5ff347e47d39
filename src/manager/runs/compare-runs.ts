import type { NewRun, StoredRun } from '../../domain/run-store.ts';
import { type Difference, differences } from './canonical.ts';
import { type ComparedStatistics, comparedStatistics } from './compared-statistics.ts';

/** What became of a run when it was done again, or how two runs differ. */
export interface RunComparison {
  /** Its number; null for a run that was done just now and is not kept. */
  readonly before: string;
  readonly now: string | null;
  readonly sameData: boolean;
  readonly sameConfiguration: boolean;
  /** Whether every number of the answers agrees to the last digit. */
  readonly identical: boolean;
  readonly statistics: readonly ComparedStatistics[];
  /** At most 50 places, as below. */
  readonly configurationDifferences: readonly Difference[];
  /** At most 50 places; lists and objects that only one of the two has are told by how much is in them. */
  readonly resultDifferences: readonly Difference[];
  /** Whether there are more places than these. */
  readonly more: boolean;
}

const most = 50;

export function compareRuns(before: StoredRun, now: NewRun | StoredRun): RunComparison {
  const inQuestion = differences(before.question, now.question, most + 1);
  const inResult = differences(before.result, now.result, most + 1);
  return {
    before: before.id,
    now: 'id' in now ? now.id : null,
    sameData: before.dataHash === now.dataHash,
    sameConfiguration: before.configurationHash === now.configurationHash,
    identical: inResult.length === 0,
    statistics: comparedStatistics(before, now),
    configurationDifferences: inQuestion.slice(0, most).map(bounded),
    resultDifferences: inResult.slice(0, most).map(bounded),
    more: Math.max(inQuestion.length, inResult.length) > most,
  };
}

/** Whole backtests can stand on one side only: told in full, they would be larger than the runs. */
function bounded({ at, before, now }: Difference): Difference {
  return { at, before: brief(before), now: brief(now) };
}

function brief(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const count = Object.keys(value).length;
  return Array.isArray(value) ? `a list of ${count}` : `an object of ${count}`;
}
