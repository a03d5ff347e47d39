import { expect, test } from 'vitest';
import { SourceFailure } from '../../src/domain/source.ts';
import type { HttpEvent } from '../../src/sources/http/observe.ts';
import type { Question } from '../../src/sources/http/question.ts';
import { RequestBudget } from '../../src/sources/http/request-budget.ts';
import { ManualClock } from '../support/manual-clock.ts';

const settings = { source: 'test', requests: 3, windowMs: 1000, concurrency: 2 };

function setUp(changes: Partial<typeof settings> = {}) {
  const clock = new ManualClock();
  const events: HttpEvent[] = [];
  const budget = new RequestBudget({ ...settings, ...changes }, clock, (event) => events.push(event));
  const begun: string[] = [];
  /** Asks for a turn that lasts `takesMs`. */
  const ask = async (key: string, takesMs: number, given: Partial<Question> = {}) => {
    const signal = new AbortController().signal;
    const end = await budget.turn({ key, signal, deadline: Number.POSITIVE_INFINITY, ...given });
    begun.push(`${key}@${clock.now()}`);
    clock.after(takesMs, () => end(true));
  };
  return { clock, events, budget, begun, ask };
}

test('a key has one request at a time, and keys take turns however many requests one of them has', async () => {
  const { clock, begun, ask } = setUp({ requests: 100 });
  const all = ['slow', 'slow', 'slow', 'b', 'c', 'b'].map((key) => ask(key, key === 'slow' ? 1000 : 10));
  await clock.advance(2500);
  await Promise.all(all);
  expect(begun).toEqual(['slow@0', 'b@0', 'c@10', 'b@20', 'slow@1000', 'slow@2000']);
});

test('the budget holds back what exceeds it, and says how long that took', async () => {
  const { clock, begun, events, ask } = setUp({ concurrency: 9 });
  const all = ['a', 'b', 'c', 'd'].map((key) => ask(key, 20));
  await clock.advance(1100);
  await Promise.all(all);
  expect(begun).toEqual(['a@0', 'b@0', 'c@0', 'd@1020']);
  expect(events).toEqual([{ type: 'wait', source: 'test', ms: 1020 }]);
});

test('whose turn would come too late is refused at once, so that another source can be asked', async () => {
  const { clock, ask } = setUp({ concurrency: 9 });
  await Promise.all(['a', 'b', 'c'].map((key) => ask(key, 0)));
  await clock.advance(100);
  const failure: unknown = await ask('d', 0, { deadline: 900 }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'budget', retryAfterMs: 900 });
  const late = ask('e', 0, { deadline: 1001 });
  await clock.advance(900);
  await late;
});

test('a pause that the provider asked for holds for all, and ends the wait of those it outlasts', async () => {
  const { clock, begun, budget, ask } = setUp({ concurrency: 1 });
  void ask('a', 50);
  await clock.advance(0);
  const failed = ask('b', 0, { deadline: 3000 }).catch((error: unknown) => error);
  const patient = ask('c', 0);
  budget.pause(4000);
  expect(await failed).toMatchObject({ kind: 'throttled', retryAfterMs: 4000 });
  await clock.advance(3999);
  expect(begun).toEqual(['a@0']);
  await clock.advance(1);
  await patient;
  expect(begun).toEqual(['a@0', 'c@4000']);
});

test('who gives up leaves the queue, and gets the own reason', async () => {
  const { clock, begun, ask } = setUp({ concurrency: 1 });
  const controller = new AbortController();
  void ask('a', 100);
  const given = ask('b', 0, { signal: controller.signal });
  const next = ask('c', 0);
  controller.abort(new Error('no longer wanted'));
  await expect(given).rejects.toThrow('no longer wanted');
  await clock.advance(100);
  await next;
  expect(begun).toEqual(['a@0', 'c@100']);
});

test('time that is over while the budget is used up is the fault of the budget', async () => {
  const { clock, ask } = setUp({ requests: 1 });
  const controller = new AbortController();
  void ask('a', 500);
  const waiting = ask('b', 0, { signal: controller.signal });
  await clock.advance(300);
  controller.abort(new SourceFailure('test', 'timeout', 'over'));
  await expect(waiting).rejects.toMatchObject({ kind: 'budget' });
});
