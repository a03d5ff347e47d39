import { afterAll, beforeAll, expect, it } from 'vitest';
import { change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace } from './workplace.ts';

// A refused command is as if it had never been given: what status tells to do next is what it told before.

let target: Target;
let place: Workplace;
beforeAll(async () => {
  target = await startTarget();
  place = makeWorkplace({ symbols: 2, years: 2 }, target.dataDirectory);
});
afterAll(() => target.stop());

async function told(): Promise<{ migration: unknown; next: string }> {
  const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
  const { migration, next } = JSON.parse(stdout);
  return { migration, next };
}

async function expectRefused(args: readonly string[]): Promise<void> {
  const { status, stdout } = await place.stockula(['migrate', ...args, '-o', 'json']);
  expect({ args, status, code: JSON.parse(stdout).error?.code }).toEqual({
    args,
    status: 8,
    code: 'MIGRATION_CONFLICT',
  });
}

it('a refused run or switch changes nothing of what status says', { timeout: 120_000 }, async () => {
  const run = await place.stockula(['migrate', 'run', '--no-switch', '-o', 'json']);
  expect(run.status).toBe(0);
  const before = await told();
  const other = syntheticFile({ symbols: 1, years: 1 });
  await expectRefused(['run', '--from', other]);
  expect(await told()).toEqual(before);
  change(place.source, 'UPDATE stocks SET market_cap = 1');
  await expectRefused(['switch']);
  const { migration } = await told();
  expect(migration).toEqual(before.migration);
  // What it goes on with is what was asked for before, which leaves the configuration as it is.
  expect((await place.stockula(['migrate', 'resume'])).status).toBe(8);
  expect(place.configuration()).toBe(untouchedConfiguration);
});

it('commands about a migrated file know which one it was', { timeout: 120_000 }, async () => {
  await target.reset();
  const nowhere = makeWorkplace({ symbols: 1, years: 1 }, target.dataDirectory);
  const file = syntheticFile({ symbols: 1, years: 1 });
  const run = await nowhere.stockula(['migrate', 'run', '--no-switch', '--from', file]);
  expect(run.status).toBe(0);
  for (const args of [['verify'], ['follow', '--drain'], ['switch'], ['rollback']]) {
    const { status, stdout, stderr } = await nowhere.stockula(['migrate', ...args, '-o', 'json']);
    expect({ args, status, told: status === 0 ? '' : stdout + stderr }).toEqual({
      args,
      status: 0,
      told: '',
    });
  }
  expect(nowhere.configuration()).toContain(file);
});

it('a rollback without a database leaves nothing behind', async () => {
  const empty = makeWorkplace({ symbols: 1, years: 1 });
  const { status, stdout } = await empty.stockula(['migrate', 'rollback', '-o', 'json']);
  expect({ status, code: JSON.parse(stdout).error.code }).toEqual({ status: 4, code: 'NO_DATA' });
  expect(empty.journal()).toEqual([]);
});
