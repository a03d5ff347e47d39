import { type ErrorCode, StockulaError } from '../domain/errors.ts';
import { NoSourceAnswered } from '../domain/no-source-answered.ts';
import { type FailureKind, SourceFailure } from '../domain/source.ts';
import { errorText, type JobProblem } from './stored-job.ts';

/** What the failure of an attempt means for the job. */
export interface JobFailure {
  readonly text: string;
  /** Trying again cannot help. */
  readonly isFinal: boolean;
  /** The next attempt is not sooner, nor sooner than the backoff says; null: at once, without backoff. */
  readonly leastDelayMs: number | null;
  /** In parts, where whoever asked is to be told more than the text. */
  readonly problem?: JobProblem;
}

/** What another day does not mend. A used up budget and being offline it does. */
const finalKinds: ReadonlySet<FailureKind> = new Set([
  'unauthorised',
  'unsupported',
  'unknown_symbol',
  'too_large',
]);
const finalCodes: ReadonlySet<ErrorCode> = new Set(['USAGE', 'NOT_FOUND', 'CONFIG_INVALID']);

/** No source asks for more that is meant. */
const longestDelayMs = 86_400_000;

/** What a failed attempt means: as the sources said, where it failed for want of an answer. */
export function failureOf(error: unknown): JobFailure {
  const text = errorText(error);
  const failures = failuresOf(error);
  if (failures.length > 0) {
    const waits = failures.map(({ retryAfterMs }) => retryAfterMs ?? 0);
    const isFinal = failures.every(({ kind }) => finalKinds.has(kind));
    return { text, isFinal, leastDelayMs: Math.min(longestDelayMs, Math.max(...waits)) };
  }
  const isFinal = error instanceof StockulaError && finalCodes.has(error.code);
  return { text, isFinal, leastDelayMs: 0 };
}

function failuresOf(error: unknown): readonly SourceFailure[] {
  if (error instanceof SourceFailure) return [error];
  return error instanceof NoSourceAnswered ? error.failures : [];
}
