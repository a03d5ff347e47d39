import type { AnalysisData, AnalysisKind } from './analysis-kinds.ts';
import type { JobOutput, JobProblem, JobProgress, StoredJob } from './stored-job.ts';

type AnalysisState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface AnalysisFilter {
  /** Null: of all users. */
  readonly user: string | null;
  readonly kind?: AnalysisKind | undefined;
  readonly state?: AnalysisState | undefined;
  /** The id of the last one seen. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A question in the background, as the queue knows it. */
export interface AnalysisRecord {
  readonly id: string;
  readonly kind: AnalysisKind;
  readonly user: string;
  readonly state: AnalysisState;
  readonly progress: JobProgress | null;
  readonly question: unknown;
  /** Why it has no answer. */
  readonly problem: JobProblem | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface AnalysisRow {
  readonly id: string;
  readonly data: StoredJob;
  readonly state: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly output: JobOutput | null;
}

const states: Readonly<Record<string, AnalysisState>> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function readAnalysis({ id, data, state, output, ...times }: AnalysisRow): AnalysisRecord {
  const known = states[state];
  if (known === undefined) throw new Error(`the queue has an analysis in the unknown state ${state}`);
  const { user, question } = data.data as AnalysisData;
  return {
    id,
    kind: data.kind as AnalysisKind,
    user,
    state: known,
    progress: known === 'running' ? (output?.progress ?? null) : null,
    question,
    problem: known === 'failed' ? problemOf(output) : null,
    ...times,
  };
}

function problemOf(output: JobOutput | null): JobProblem {
  return (
    output?.problem ?? {
      code: 'RUN_FAILED',
      expected: 'a process that answers the question to its end',
      got: output?.error ?? 'no word of it',
      remedy: 'Ask again. If it fails again, the log of the server may tell why.',
    }
  );
}
