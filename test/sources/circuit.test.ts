import { afterEach, expect, test, vi } from 'vitest';
import { SourceFailure } from '../../src/domain/source.ts';
import { Circuit } from '../../src/sources/http/circuit.ts';
import { ManualClock } from '../support/manual-clock.ts';

const day = 86_400_000;
afterEach(() => vi.useRealTimers());

/** A circuit that has just opened, with what became of it. */
async function opened() {
  const clock = new ManualClock();
  const states: string[] = [];
  const settings = { source: 'yahoo', breakAfter: 2, breakMs: 60_000 };
  const circuit = new Circuit(
    settings,
    (event) => event.type === 'circuit' && states.push(event.state),
    clock,
  );
  const fail = (key: string) =>
    circuit.run(key, () => Promise.reject(new SourceFailure('yahoo', 'unavailable', 'down')));
  for (const key of ['A', 'B']) await expect(fail(key)).rejects.toThrow('down');
  return { circuit, clock, states, fail };
}

test.each([
  ['set back by a day', -day],
  ['as it should be', 0],
])('with the time of day %s, a provider is left alone for as long as it should be', async (_, jump) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T15:00:00Z') });
  const { circuit, clock, states, fail } = await opened();
  vi.setSystemTime(Date.now() + jump);
  await clock.advance(59_000);
  await expect(fail('C')).rejects.toThrow('left alone for 60 s');
  await clock.advance(1_000);
  // One request tries it; as it fails, the provider is left alone once more.
  await expect(fail('C')).rejects.toThrow('down');
  await expect(fail('D')).rejects.toThrow('left alone for 60 s');
  await clock.advance(60_000);
  expect(await circuit.run('E', () => Promise.resolve('answer'))).toBe('answer');
  expect(states).toEqual(['open', 'half_open', 'open', 'half_open', 'closed']);
});
