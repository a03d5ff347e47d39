import { SourceFailure } from '../../domain/source.ts';

/** What `fetch` wraps: the code of the network's error, as in ECONNREFUSED. */
function networkCode(error: TypeError): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}

/**
 * What a failed call of `fetch` means. Anything that is neither a failure of the network nor an abort is a defect
 * and comes back as it was.
 */
export function failureOfThrown(source: string, host: string, thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  // `fetch` reports the network by a TypeError that has a cause; one of ours has none.
  if (!(thrown instanceof TypeError) || thrown.cause === undefined) return thrown;
  return new SourceFailure(source, 'unavailable', `${networkCode(thrown)} at ${host}`, { cause: thrown });
}

/** The failure with every secret in its text replaced by `***`. */
export function withoutSecrets(failure: SourceFailure, secrets: readonly string[]): SourceFailure {
  const detail = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), failure.detail);
  if (detail === failure.detail) return failure;
  return new SourceFailure(failure.source, failure.kind, detail, { retryAfterMs: failure.retryAfterMs });
}
