import { type ErrorCode, StockulaError } from '../domain/errors.ts';
import { type FailureKind, SourceFailure } from '../domain/source.ts';
import { errorText } from './stored-job.ts';

/** What the failure of an attempt means for the job. */
export interface JobFailure {
  readonly text: string;
  /** Trying again cannot help. */
  readonly isFinal: boolean;
  /** The next attempt is not sooner, nor sooner than the backoff says; null: at once, without backoff. */
  readonly leastDelayMs: number | null;
}

/** What another day does not mend. A used up budget and being offline it does. */
const finalKinds: ReadonlySet<FailureKind> = new Set(['unauthorised', 'unsupported', 'unknown_symbol']);
const finalCodes: ReadonlySet<ErrorCode> = new Set(['USAGE', 'NOT_FOUND', 'CONFIG_INVALID']);

export function failureOf(error: unknown): JobFailure {
  const text = errorText(error);
  if (error instanceof SourceFailure) {
    return { text, isFinal: finalKinds.has(error.kind), leastDelayMs: error.retryAfterMs ?? 0 };
  }
  const isFinal = error instanceof StockulaError && finalCodes.has(error.code);
  return { text, isFinal, leastDelayMs: 0 };
}
