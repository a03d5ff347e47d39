import type { AlertOperator, AlertState } from '../../domain/alert-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';

/** A value as it was at a bar or a session. */
export interface Observation {
  readonly at: EpochMs;
  readonly value: number;
  /** Tells apart what is of the same time, such as two versions of a portfolio. */
  readonly variant?: string;
}

interface Comparison {
  readonly operator: AlertOperator;
  readonly threshold: number;
  readonly cooldownSeconds: number | null;
}

/** What observations come to. */
export interface Verdict {
  readonly isTrue: boolean;
  /** The newest one. */
  readonly last: Observation;
  /** The newest one that makes the rule fire. */
  readonly fires: Observation | null;
}

/**
 * Goes through what has come since a rule was last looked at, that bar included: it may have been provisional. The rule
 * fires where its condition becomes true; while that lasts, again at a later bar once the cooldown has passed. Where
 * nothing was looked at before, the newest observation is only what changes are measured from.
 * @param observations by time; the ones before serve crossings
 * @returns null where there is nothing to look at
 */
export function judge(
  { operator, threshold, cooldownSeconds }: Comparison,
  { isTrue: before, seenAt, firedAt }: AlertState,
  observations: readonly Observation[],
  now: EpochMs,
): Verdict | null {
  const last = observations.at(-1);
  if (last === undefined) return null;
  const holds = (at: number): boolean =>
    isHeld(operator, threshold, observations[at]?.value, observations[at - 1]?.value);
  if (before === null || seenAt === null) {
    return { isTrue: holds(observations.length - 1), last, fires: null };
  }
  const isCool = cooldownSeconds === null || firedAt === null || now - firedAt >= cooldownSeconds * 1_000;
  let isTrue = before;
  let fires: Observation | null = null;
  for (const [at, one] of observations.entries()) {
    if (one.at < seenAt) continue;
    const wasTrue = isTrue;
    isTrue = holds(at);
    const isReminder = wasTrue && cooldownSeconds !== null && firedAt !== null && one.at > seenAt;
    if (isTrue && isCool && (!wasTrue || isReminder)) fires = one;
  }
  return { isTrue, last, fires };
}

function isHeld(
  operator: AlertOperator,
  threshold: number,
  value: number | undefined,
  before: number | undefined,
): boolean {
  if (value === undefined) return false;
  switch (operator) {
    case 'above':
      return value > threshold;
    case 'below':
      return value < threshold;
    case 'crosses_above':
      return before !== undefined && before <= threshold && value > threshold;
    case 'crosses_below':
      return before !== undefined && before >= threshold && value < threshold;
  }
}
