import type * as z from 'zod';
import type { alertEvent, alertRule, webhook } from '../../contract/alerts.ts';
import type { AlertEvent, AlertRule, Webhook } from '../../domain/alert-store.ts';

export function timeText(ms: number): string;
export function timeText(ms: number | null): string | null;
export function timeText(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

export function ruleJson(rule: AlertRule): z.input<typeof alertRule> {
  const { id, name, condition, cooldownSeconds, enabled, version, evaluatedAt, state } = rule;
  return {
    id,
    name,
    condition: { ...condition },
    cooldownSeconds,
    enabled,
    version,
    isTrue: state.isTrue,
    value: state.value,
    observedAt: timeText(state.seenAt),
    evaluatedAt: timeText(evaluatedAt),
    firedAt: timeText(state.firedAt),
    problem: state.problem,
  };
}

export function eventJson({
  at,
  observedAt,
  acknowledgedAt,
  ...event
}: AlertEvent): z.input<typeof alertEvent> {
  return {
    ...event,
    at: timeText(at),
    observedAt: timeText(observedAt),
    acknowledgedAt: timeText(acknowledgedAt),
  };
}

export function webhookJson({ createdAt, last, ...rest }: Webhook): z.input<typeof webhook> {
  return { ...rest, createdAt: timeText(createdAt), last: last && { ...last, at: timeText(last.at) } };
}
