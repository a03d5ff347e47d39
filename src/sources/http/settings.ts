import type { Config } from '../../config/schema.ts';
import type { HttpSettings } from './http-client.ts';

type Sources = Config['sources'];

/** The settings of the client of one provider. */
export function httpSettings(
  sources: Sources,
  source: 'yahoo' | 'tiingo' | 'stooq' | 'treasury',
  secrets: readonly string[] = [],
): HttpSettings {
  const { requests, window_seconds, concurrency } = sources[source];
  return {
    source,
    requests,
    windowMs: window_seconds * 1000,
    concurrency,
    offline: sources.offline,
    attempts: sources.attempts,
    firstRetryMs: 500,
    attemptMs: sources.attempt_seconds * 1000,
    questionMs: sources.question_seconds * 1000,
    maxBytes: sources.max_answer_mib * 2 ** 20,
    breakAfter: sources.break_after,
    breakMs: sources.break_seconds * 1000,
    secrets,
  };
}
