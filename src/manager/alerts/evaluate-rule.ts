import type {
  AlertContent,
  AlertFiring,
  AlertRule,
  AlertState,
  AlertStore,
} from '../../domain/alert-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { judge } from './judge.ts';
import { type ObservedMarket, observe } from './observe.ts';
import { tell } from './tell.ts';

const triesOfRace = 5;

/**
 * Evaluates a rule and keeps what came of it. Where another process is at the same rule, one of them keeps it and the
 * other looks again, so that what it has seen, and the first had not, is not lost.
 */
export async function evaluateRule(
  rule: AlertRule,
  store: Pick<AlertStore, 'find' | 'record'>,
  market: ObservedMarket,
  now: () => EpochMs,
): Promise<AlertFiring | null> {
  let current: AlertRule | null = rule;
  for (let attempt = 0; attempt < triesOfRace && current?.enabled; attempt += 1) {
    const { state, firing } = await outcomeOf(current, market, now());
    if (firing === null && isSame(state, current.state)) return null;
    if ((await store.record(current, state, firing)) === 'recorded') return firing;
    current = await store.find(rule.id);
  }
  return null;
}

interface Outcome {
  readonly state: AlertState;
  readonly firing: AlertFiring | null;
}

async function outcomeOf(rule: AlertRule, market: ObservedMarket, now: EpochMs): Promise<Outcome> {
  const { condition, cooldownSeconds, state, version, owner } = rule;
  const seen = await observe(condition, owner, market, now);
  if ('problem' in seen) return { state: { ...state, problem: seen.problem }, firing: null };
  const verdict = judge({ ...condition, cooldownSeconds }, state, seen.observations, now);
  if (verdict === null) return { state, firing: null };
  const { isTrue, last, fires } = verdict;
  // Older bars than were seen once are a correction of history, and bring nothing back.
  const seenAt = Math.max(last.at, state.seenAt ?? last.at) as EpochMs;
  return {
    state: {
      isTrue,
      seenAt,
      value: last.value,
      problem: null,
      firedAt: fires === null ? state.firedAt : now,
    },
    firing: fires && {
      occasion: [
        `version ${version}`,
        new Date(fires.at).toISOString(),
        ...(fires.variant ? [fires.variant] : []),
      ].join(', '),
      observedAt: fires.at,
      value: fires.value,
      text: tell(condition, fires.value),
    },
  };
}

function isSame(one: AlertState, other: AlertState): boolean {
  return (
    one.isTrue === other.isTrue &&
    one.seenAt === other.seenAt &&
    one.value === other.value &&
    one.problem === other.problem
  );
}

/** What a rule would come to now. */
export interface AlertPreview {
  readonly value: number | null;
  readonly observedAt: EpochMs | null;
  readonly isTrue: boolean | null;
  readonly text: string | null;
  readonly problem: string | null;
}

/** The value a condition is about, and whether it is true, without keeping anything. */
export async function previewRule(
  { condition, cooldownSeconds }: Pick<AlertContent, 'condition' | 'cooldownSeconds'>,
  owner: string,
  market: ObservedMarket,
  now: EpochMs,
): Promise<AlertPreview> {
  const nothing = { isTrue: null, seenAt: null, value: null, problem: null, firedAt: null };
  const seen = await observe(condition, owner, market, now);
  const verdict =
    'problem' in seen ? null : judge({ ...condition, cooldownSeconds }, nothing, seen.observations, now);
  if (verdict === null) {
    const problem = 'problem' in seen ? seen.problem : 'There is nothing to look at yet.';
    return { value: null, observedAt: null, isTrue: null, text: null, problem };
  }
  const { isTrue, last } = verdict;
  return {
    value: last.value,
    observedAt: last.at,
    isTrue,
    text: isTrue ? tell(condition, last.value) : null,
    problem: null,
  };
}
