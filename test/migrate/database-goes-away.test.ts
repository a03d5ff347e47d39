import { afterEach, expect, it } from 'vitest';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace } from './workplace.ts';

let place: Workplace;
afterEach(() => stopHost(place.dataDirectory));

const stopping = (): string[] => [
  '--input-type=module',
  '--eval',
  `import { stopHost } from ${JSON.stringify(import.meta.resolve('../../src/storage/embedded/host-control.ts'))};
   await stopHost(${JSON.stringify(place.dataDirectory)});`,
];

it.each(['optimise', 'test-features'])(
  'says so where the database goes away in the step %s, and goes on',
  async (step) => {
    place = makeWorkplace({ symbols: 1, years: 1 });
    const { status, stdout, stderr } = await place.at(
      { line: `"step":"${step}"`, when: 'after', run: stopping() },
      ['migrate', 'run', '-o', 'json'],
    );
    expect(`${status} ${status === 7 ? '' : stdout + stderr}`).toBe('7 ');
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      remedy: expect.stringContaining('un the same command again'),
    });
    expect(place.configuration()).toBe(untouchedConfiguration);
    const resumed = await place.stockula(['migrate', 'resume', '-o', 'json']);
    expect(`${resumed.status} ${resumed.status === 0 ? '' : resumed.stdout}`).toBe('0 ');
    expect(place.configuration()).toContain('backend: timescale');
  },
  120_000,
);
