import type { EpochMs } from '../../domain/nominal.ts';
import { type FailureKind, SourceFailure } from '../../domain/source.ts';
import { type Answer, snippet } from './answer.ts';

/** How long `Retry-After` asks to wait, in milliseconds: it is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(headers: Headers, now: EpochMs): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

const kindByStatus: Readonly<Record<number, FailureKind>> = {
  401: 'unauthorised',
  403: 'unauthorised',
  404: 'unknown_symbol',
  408: 'timeout',
  429: 'throttled',
};

/** What an answer's status means where its provider has no notation of its own; null for a success. */
export function failureOfStatus(source: string, answer: Answer, now: EpochMs): SourceFailure | null {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) return null;
  const kind = kindByStatus[status] ?? (status >= 500 ? 'unavailable' : 'bad_answer');
  const waits = kind === 'throttled' || kind === 'unavailable';
  return new SourceFailure(source, kind, `HTTP ${status}: ${snippet(body) || 'no text'}`, {
    retryAfterMs: waits ? retryAfterMs(headers, now) : null,
  });
}
