import type { AnalysisData, AnalysisKind } from './analysis-kinds.ts';
import type { JobData, JobKind } from './kinds.ts';
import type { JobProgress } from './stored-job.ts';

/** What a handler is given besides the job's data. */
export interface JobContext {
  readonly id: string;
  /** From 1 on. */
  readonly attempt: number;
  /** Aborted when the job is cancelled or overdue, or the worker ends: what goes on after that is not stored. */
  readonly signal: AbortSignal;
  /** Tells how far it is; what is told more often than once a second is told later, or never. */
  progress(progress: JobProgress): void;
}

/** Answers the questions of each kind; what is returned is kept with the job. */
export type AnalysisHandlers = {
  readonly [Kind in AnalysisKind]: (data: AnalysisData, context: JobContext) => Promise<unknown>;
};

/** What a worker can do. */
export type Handlers = Partial<JobHandlers & AnalysisHandlers>;

/** Does the work of each kind; what it returns is kept with the job, as JSON. It must bear being done twice. */
export type JobHandlers = {
  readonly [Kind in JobKind]: (data: JobData[Kind], context: JobContext) => Promise<unknown>;
};
