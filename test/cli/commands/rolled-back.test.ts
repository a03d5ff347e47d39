import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { makeWorkplace, type Workplace } from '../../migrate/workplace.ts';

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace({ symbols: 1, years: 1 });
});
afterAll(() => stopHost(place.dataDirectory));

const status = async (): Promise<string> => (await place.stockula(['migrate', 'status'])).stdout;
const steps = (text = ''): number => text.match(/^ {2}[✔–] /gm)?.length ?? 0;

it('tells that a migration was rolled back, when, and which steps were the way back', async () => {
  expect((await place.stockula(['migrate', 'run'])).status).toBe(0);
  expect((await place.stockula(['migrate', 'rollback'])).status).toBe(0);
  const text = await status();
  expect(text).toMatch(/^A migration that was rolled back, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\n/);
  expect(text).toContain('answers come from  the older file');
  const [, forth, back] =
    /The migration, begun .*\n([\s\S]*)The way back, begun .*\n([\s\S]*)Next/.exec(text) ?? [];
  // The schema is looked at on either way; the last look is shown.
  expect([steps(forth), steps(back)]).toEqual([9, 3]);
  expect(forth).toContain('Switch to TimescaleDB');
  expect(back).toMatch(/Carry back into[\s\S]*Switch to the older file/);
  expect(text).toMatch(/Next: Nothing: the older file answers.* To come again: .*migrate switch/);

  // Whoever comes again has one list of steps, all in one direction.
  expect((await place.stockula(['migrate', 'switch', '--drain'])).status).toBe(0);
  const again = await status();
  expect(again).toMatch(/^A migration that came to its end\n/);
  expect(again).not.toMatch(/way back, begun|Carry back|Switch to the older file/);
  expect(again).toContain('answers come from  TimescaleDB');
});

it('does not say "not switched" where no configuration names another store', async () => {
  rmSync(place.configFile);
  const { stderr } = await place.stockula(['migrate', 'run', '--no-switch', '--from', place.source]);
  expect(stderr).toMatch(/Switch to TimescaleDB: skipped \(.*answers from TimescaleDB already\)/);
  expect(stderr).not.toContain('not asked for');
});
