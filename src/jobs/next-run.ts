import type { EpochMs } from '../domain/nominal.ts';
import type { NextRun } from './scheduler.ts';

/** When an exchange trades on a day. */
interface SessionTimes {
  readonly open: EpochMs;
  readonly close: EpochMs;
}

/** The first session of an exchange that closes after a moment; null: none is known. */
export type SessionAfter = (after: EpochMs) => SessionTimes | null;

const shifted = (ms: number, by: number): EpochMs => (ms + by) as EpochMs;

/** So long after the close of each session, half days included; before it with a negative span. */
export function afterClose(sessionAfter: SessionAfter, spanMs: number): NextRun {
  return (after) => {
    const session = sessionAfter(shifted(after, -spanMs));
    return session && shifted(session.close, spanMs);
  };
}

/** At the multiples of a span (from 1970 on in UTC). */
export function every(spanMs: number): NextRun {
  return (after) => (Math.floor(after / spanMs) * spanMs + spanMs) as EpochMs;
}

/** At the multiples of a span from the open of each session on, and at its close. */
export function everyWithinSessions(sessionAfter: SessionAfter, spanMs: number): NextRun {
  return (after) => {
    const session = sessionAfter(after);
    if (!session) return null;
    const passed = Math.max(0, Math.floor((after - session.open) / spanMs));
    return Math.min(shifted(session.open, (passed + 1) * spanMs), session.close) as EpochMs;
  };
}
