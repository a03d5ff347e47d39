import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { program, type Run } from '../support/run-stockula.ts';
import type { JournalMoment } from './journal-hook.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace } from './workplace.ts';

// What is stored when the rows are verified must still be there once they are compressed.

let target: Target;
let place: Workplace;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.reset();
  place = makeWorkplace({ symbols: 2, years: 3 }, target.dataDirectory);
  place.restart();
});

const anySymbol = 'SYNA';
const oneBar = `ts = (SELECT ts FROM ts_price_history WHERE symbol = '${anySymbol}' AND ts >= '2023-01-01' ORDER BY ts LIMIT 1)
  AND symbol = '${anySymbol}'`;
/** A value that no answer shows. */
const spoil = `UPDATE ts_price_history SET first_fetched_at = '2001-01-01' WHERE ${oneBar}`;
const spoilt = (): Promise<unknown[]> =>
  target.sql(`SELECT FROM ts_price_history WHERE first_fetched_at = '2001-01-01'`);
const spoiling = ['sql', '--write', spoil];

/** Does a command between the verification and the compression. */
function meanwhile(run: readonly string[], ...args: string[]): Promise<Run> {
  const moment: JournalMoment = { line: '"step":"optimise"', when: 'after', run };
  return place.at(moment, ['migrate', ...args]);
}

const detailOf = (step: string): string | undefined =>
  place
    .journal()
    .map((line) => JSON.parse(line))
    .findLast((line) => line.step === step && line.event !== 'begun')?.detail;

const hasStep = (step: string): boolean => place.journal().some((line) => line.includes(`"step":"${step}"`));

async function expectMendedByAnotherRun(): Promise<void> {
  const again = await place.stockula(['migrate', 'run', '-o', 'json']);
  expect(`${again.status} ${again.status === 0 ? '' : again.stdout + again.stderr}`).toBe('0 ');
  expect(detailOf('optimise')).toBe('up to date, and every row as it was verified');
  expect(await spoilt()).toHaveLength(0);
  expect(place.configuration()).toContain('backend: timescale');
}

describe('a value that is lost after its row was verified', { timeout: 180_000 }, () => {
  it('is told of by table, symbol and year, nothing is switched, and another run mends it', async () => {
    const run = await meanwhile([program, ...spoiling], 'run');
    expect(run.status).toBe(8);
    expect(run.stderr).toMatch(/other values in price_history, SYNA 2023 \(\d+ rows then, \d+ now\)/);
    expect(hasStep('switch')).toBe(false);
    expect(place.configuration()).toBe(untouchedConfiguration);
    // Nor by another command.
    expect((await place.stockula(['migrate', 'switch'])).stderr).toMatch(/mismatched/);
    await expectMendedByAnotherRun();
  });

  it('is found by a switch of its own, of a migration that was killed before it', async () => {
    await place.at({ line: '"step":"optimise"', when: 'after' }, ['migrate', 'run']);
    expect((await place.stockula(spoiling)).status).toBe(0);
    const run = await place.stockula(['migrate', 'switch']);
    expect(run.status).toBe(8);
    expect(run.stderr).toMatch(/other values in price_history, SYNA 2023/);
    expect(place.configuration()).toBe(untouchedConfiguration);
    await expectMendedByAnotherRun();
  });

  it('is looked for by a resumed run', async () => {
    await place.at({ line: '"step":"optimise"', when: 'after' }, ['migrate', 'run']);
    const run = await meanwhile([program, ...spoiling], 'resume');
    expect(run.stderr).toMatch(/other values in price_history, SYNA 2023/);
    expect(place.configuration()).toBe(untouchedConfiguration);
  });

  it('is found in a snapshot of a chain that the file no longer has', async () => {
    expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
    await target.sql(
      `INSERT INTO ts_options_calls SELECT (c).* FROM (SELECT jsonb_populate_record(o, '{"ts": "2020-01-03T00:00:00Z"}') AS c FROM ts_options_calls AS o LIMIT 1) AS old`,
    );
    const spoilt = `UPDATE ts_options_calls SET bid = 4711 WHERE ts = '2020-01-03'`;
    const run = await meanwhile([program, 'sql', '--write', spoilt], 'run');
    expect(run.stderr).toMatch(/other values in options_calls, \w+ 2020 \(1 rows then, 1 now\)/);
    expect(place.configuration()).toBe(untouchedConfiguration);
  });
});

describe('what a follower did meanwhile', { timeout: 180_000 }, () => {
  const doing = (...commands: (readonly string[])[]): string =>
    commands
      .map(
        (args) =>
          `require('node:child_process').execFileSync(process.execPath, ${JSON.stringify([program, ...args])}, { stdio: 'ignore' });`,
      )
      .join('\n');
  const drain = ['migrate', 'follow', '--drain', '-o', 'json'];

  async function expectSwitchedThoughNotCompared(script: string): Promise<void> {
    const run = await meanwhile(['-e', script], 'run', '-o', 'json');
    expect(`${run.status} ${run.status === 0 ? '' : run.stdout + run.stderr}`).toBe('0 ');
    expect(detailOf('optimise')).toMatch(/not compared, since rows were written meanwhile/);
    expect(place.configuration()).toContain('backend: timescale');
  }

  it('is not taken for lost', async () => {
    await expectSwitchedThoughNotCompared(`
      const { DatabaseSync } = require('node:sqlite');
      const file = new DatabaseSync(${JSON.stringify(place.source)});
      file.exec("UPDATE price_history SET volume = 4711 WHERE id = (SELECT min(id) FROM price_history)");
      file.close();
      ${doing(drain)}`);
    expect(await target.sql('SELECT FROM ts_price_history WHERE volume = 4711')).toHaveLength(1);
  });

  it('does not hide what is lost after it: everything is compared again before the switch', async () => {
    await expectSwitchedThoughNotCompared(doing(drain, spoiling));
    expect(await spoilt()).toHaveLength(0);
  });
});
