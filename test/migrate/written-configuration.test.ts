import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { temporaryName } from '../../src/config/temporary-name.ts';
import type { Run } from '../support/run-stockula.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace } from './workplace.ts';

// After the switch it is the configuration as written that has to lead to the rows, as the next command reads it.

let target: Target;
let place: Workplace;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.reset();
  place = makeWorkplace({ symbols: 2, years: 1 }, target.dataDirectory);
});

/** Runs a migration in which somebody replaces a part of the configuration between the switch and the test after it. */
function runWhile(part: string, other: string): Promise<Run> {
  const edit = `const fs = require('node:fs');
    const text = fs.readFileSync(${JSON.stringify(place.configFile)}, 'utf8');
    fs.writeFileSync(${JSON.stringify(place.configFile)}, text.replace(${JSON.stringify(part)}, ${JSON.stringify(other)}));`;
  return place.at({ line: '"step":"test-features"', when: 'after', run: ['-e', edit] }, ['migrate', 'run']);
}

const outcomes = (): string[] =>
  place
    .journal()
    .map((line) => JSON.parse(line))
    .filter(({ step, event }) => ['switch', 'test-features'].includes(step) && event !== 'begun')
    .map(({ event, step }) => `${event} ${step}`);

it('is written beside what a killed process left, which is removed', { timeout: 120_000 }, async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const left = temporaryName(place.configFile).replace(`-${process.pid}-`, `-${pid}-`);
  const notes = `${place.configFile}.tmp`;
  writeFileSync(left, 'half of it');
  writeFileSync(notes, 'mine');
  expect((await place.stockula(['migrate', 'run'])).status).toBe(0);
  expect([existsSync(left), existsSync(notes)]).toEqual([false, true]);
});

describe('a configuration that does not lead to the migrated rows', { timeout: 120_000 }, () => {
  it('is found out where it has the older file answer, which would only be compared with itself', async () => {
    const run = await runWhile('backend: timescale', 'backend: sqlite');
    expect(run.status).toBe(3);
    expect(run.stderr).toContain('a configuration by which the older file answers');
    expect(outcomes()).toEqual(['done switch', 'failed test-features', 'undone switch']);
    expect(place.configuration()).toBe(untouchedConfiguration);
  });

  it('is found out where it names a database that is not there, though the file could stand in', async () => {
    const run = await runWhile('data:', 'database:\n  url: postgres://nobody@127.0.0.1:1/none\ndata:');
    expect(run.status).toBe(7);
    expect(outcomes()).toEqual(['done switch', 'failed test-features', 'undone switch']);
    expect(place.configuration()).toContain('backend: sqlite');
  });

  it('is found out where it cannot be read', async () => {
    const run = await runWhile('backend: timescale', 'backend: neither');
    expect(run.status).toBe(3);
    expect(outcomes().slice(0, 2)).toEqual(['done switch', 'failed test-features']);
  });
});
