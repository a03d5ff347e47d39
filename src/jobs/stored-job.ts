import { redactSecrets } from '../config/secret-url.ts';
import { messageOf } from '../domain/errors.ts';
import type { JobKind, JobRequest } from './kinds.ts';

/** A job as its row in the queue carries it. */
export interface StoredJob {
  readonly kind: JobKind;
  readonly data: JobRequest['data'];
  readonly key: string;
  /** `asked`, or the run of a schedule such as `daily:XNYS:2024-01-02T21:20:00.000Z`. */
  readonly origin: string;
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
}

const longestText = 2_000;

/** The text of an error for the queue, which others may read: bounded, and without secrets. */
export function errorText(error: unknown): string {
  return redactSecrets(messageOf(error)).slice(0, longestText);
}
