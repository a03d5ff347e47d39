import { describe, expect, it } from 'vitest';
import type { AlertOperator, AlertState } from '../../../src/domain/alert-store.ts';
import type { EpochMs } from '../../../src/domain/nominal.ts';
import { judge } from '../../../src/manager/alerts/judge.ts';

const day = 86_400_000;
const bars = (...values: number[]) => values.map((value, at) => ({ at: (at * day) as EpochMs, value }));
const state = (
  isTrue: boolean | null,
  seenDay: number | null,
  firedAt: number | null = null,
): AlertState => ({
  isTrue,
  seenAt: seenDay === null ? null : ((seenDay * day) as EpochMs),
  value: null,
  problem: null,
  firedAt: firedAt as EpochMs | null,
});
const now = (100 * day) as EpochMs;
const rule = (operator: AlertOperator, threshold: number, cooldownSeconds: number | null = null) => ({
  operator,
  threshold,
  cooldownSeconds,
});

describe('a rule', () => {
  it('measures from where it began, whether that is true or not', () => {
    expect(judge(rule('above', 10), state(null, null), bars(9, 11), now)).toMatchObject({
      isTrue: true,
      fires: null,
    });
    expect(judge(rule('above', 10), state(null, null), bars(11, 9), now)).toMatchObject({
      isTrue: false,
      fires: null,
    });
    expect(judge(rule('above', 10), state(null, null), [], now)).toBeNull();
  });

  it('fires where it becomes true, and not while it stays so', () => {
    expect(judge(rule('above', 10), state(false, 0), bars(9, 11), now)?.fires?.value).toBe(11);
    expect(judge(rule('above', 10), state(true, 0), bars(11, 12), now)).toMatchObject({
      isTrue: true,
      fires: null,
    });
    expect(judge(rule('below', 10), state(false, 0), bars(10, 10), now)?.fires).toBeNull();
    expect(judge(rule('below', 10), state(false, 0), bars(10, 9.5), now)?.fires?.value).toBe(9.5);
  });

  it('sees what was true in between', () => {
    const verdict = judge(rule('above', 10), state(false, 0), bars(9, 11, 12, 9), now);
    expect(verdict).toMatchObject({ isTrue: false, fires: { at: day, value: 11 }, last: { value: 9 } });
    expect(judge(rule('above', 10), state(true, 0), bars(11, 9, 12), now)?.fires?.value).toBe(12);
  });

  it('looks at the last bar again, which may have been provisional, and at none before', () => {
    expect(judge(rule('above', 10), state(false, 2), bars(9, 9, 11), now)?.fires?.value).toBe(11);
    expect(judge(rule('above', 10), state(false, 2), bars(9, 11, 9), now)?.fires).toBeNull();
  });

  it('crosses only from the other side', () => {
    expect(judge(rule('crosses_above', 10), state(false, 1), bars(11, 12, 13), now)?.fires).toBeNull();
    expect(judge(rule('crosses_above', 10), state(false, 1), bars(11, 10, 13), now)?.fires?.value).toBe(13);
    expect(judge(rule('crosses_below', 10), state(false, 1), bars(11, 10, 9), now)?.fires?.value).toBe(9);
    expect(judge(rule('crosses_below', 10), state(false, 0), bars(9), now)?.isTrue).toBe(false);
  });

  it('waits for its cooldown, and then says again what is still so, at another bar', () => {
    const hourly = rule('above', 10, 3_600);
    const [recently, longAgo] = [now - 60_000, now - 3_600_000];
    expect(judge(hourly, state(false, 0, recently), bars(9, 11), now)).toMatchObject({
      isTrue: true,
      fires: null,
    });
    expect(judge(hourly, state(true, 0, longAgo), bars(11, 12), now)?.fires?.value).toBe(12);
    expect(judge(hourly, state(true, 1, longAgo), bars(11, 12), now)?.fires).toBeNull();
    expect(judge(hourly, state(true, 0, null), bars(11, 12), now)?.fires).toBeNull();
  });
});
