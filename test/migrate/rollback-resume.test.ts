import { afterAll, expect, it } from 'vitest';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { makeWorkplace } from './workplace.ts';

const place = makeWorkplace({ symbols: 1, years: 1 });
afterAll(() => stopHost(place.dataDirectory));

it.each([
  ['carry-back', 'after'],
  ['switch-back', 'before'],
  ['names the older file', 'before'],
] as const)(
  'a rollback that was killed at %s is gone on with, not turned round',
  async (line, when) => {
    const run = await place.stockula(['migrate', 'run', '-o', 'json']);
    expect(`${run.status} ${run.status === 0 ? '' : run.stdout + run.stderr}`).toBe('0 ');
    expect(place.configuration()).toContain('backend: timescale');
    const killed = await place.at({ line, when }, ['migrate', 'rollback']);
    expect(killed.status).toBe(128);
    const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      migration: { goesBack: true, outcome: 'running' },
      next: expect.stringContaining('migrate resume'),
    });
    const resumed = await place.stockula(['migrate', 'resume', '-o', 'json']);
    expect(`${resumed.status} ${resumed.status === 0 ? '' : resumed.stdout + resumed.stderr}`).toBe('0 ');
    expect(JSON.parse(resumed.stdout)).toMatchObject({ proven: true });
    expect(place.configuration()).toContain('backend: sqlite');
    // There is nothing left of it; a run of its own goes there again.
    expect((await place.stockula(['migrate', 'resume'])).status).toBe(8);
  },
  120_000,
);
