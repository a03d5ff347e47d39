import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ended, type Run } from '../../support/run-stockula.ts';
import { type EtlWorkplace, eventsOf, makeEtlWorkplace, quarter } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
  for (const symbol of ['AAA', 'BBB', 'CCC']) await place.etl('fetch', symbol, ...quarter);
  // Makes the queue, so that an answer puts what it lacks into it.
  await place.stockula('jobs', 'list');
}, 120_000);
afterAll(() => place.close());

/** Has a worker do what an answer about a symbol lacks, until there is a sign of its end. */
async function workFor(symbol: string, ...flags: readonly string[]): Promise<Run> {
  await place.stockula('--ticker', symbol, '--mode', 'ta');
  const worker = place.begin('etl', 'worker', '--no-schedules', ...flags);
  const run = ended(worker);
  const state = async () =>
    (await place.stockula('jobs', 'list', '--symbol', symbol, '-o', 'csv')).stdout.includes(',done,');
  while (!(await state())) await setTimeout(100);
  worker.kill('SIGTERM');
  return await run;
}

test('a worker tells each job that has ended, and is quiet where it is told so', {
  timeout: 120_000,
}, async () => {
  const told = await workFor('AAA');
  expect(told.stderr).toMatch(/^✓ AAA 1d fetch-bars done, [\d,]+ new, \d+\.\d s$/m);
  expect(told.stdout).toBe('1 job done, 0 to be tried again, 0 failed, 0 given back.\n');
  const quiet = await workFor('BBB', '--quiet');
  expect(quiet.stderr).not.toContain('BBB');
  const events = eventsOf(await workFor('CCC', '-o', 'json'));
  expect(events.filter(({ event }) => event === 'job')).toMatchObject([
    { kind: 'fetch-bars', symbol: 'CCC', interval: '1d', outcome: 'done', reason: null },
  ]);
});
