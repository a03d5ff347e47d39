import { redactSecrets } from '../config/secret-url.ts';
import { type ErrorCode, type ErrorParts, messageOf } from '../domain/errors.ts';
import type { AnalysisData, AnalysisKind } from './analysis-kinds.ts';
import type { JobKind, JobRequest } from './kinds.ts';

/** A job as its row in the queue carries it. */
export interface StoredJob {
  readonly kind: JobKind | AnalysisKind;
  readonly data: JobRequest['data'] | AnalysisData;
  readonly key: string;
  /** `asked`, or the run of a schedule such as `daily:XNYS:2024-01-02T21:20:00.000Z`. */
  readonly origin: string;
}

/** An error with its parts. */
export interface JobProblem extends ErrorParts {
  readonly code: ErrorCode;
}

export interface JobProgress {
  readonly done: number;
  readonly total: number;
  readonly text: string;
}

/** What a job's row holds besides: progress while it runs, its result, or why it failed last. */
export interface JobOutput {
  readonly progress?: JobProgress;
  readonly result?: unknown;
  readonly error?: string;
  readonly failedAt?: string;
  readonly problem?: JobProblem;
}

const longestText = 2_000;

/** The text of an error for the queue, which others may read: bounded, and without secrets. */
export function errorText(error: unknown): string {
  return redactSecrets(messageOf(error)).slice(0, longestText);
}
