import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { legacyTargets } from '../../src/migrate/routes.ts';
import { freshFolder } from '../support/embedded.ts';
import { ended, type Run } from '../support/run-stockula.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';
import { makeWorkplace, untouchedConfiguration, type Workplace, withoutFallback } from './workplace.ts';

let target: Target;
let place: Workplace;
beforeAll(async () => {
  target = await startTarget();
  place = makeWorkplace({ symbols: 2, years: 2 }, target.dataDirectory);
});
afterAll(() => target.stop());

async function counts(): Promise<string> {
  const each = [...legacyTargets, 'quarantine', 'merged_rows'].map(
    (table) => `SELECT '${table}' AS name, count(*) AS rows FROM ${table}`,
  );
  return JSON.stringify(await target.sql(each.join(' UNION ALL ')));
}

interface Refusal {
  readonly code: string;
  /** What it tells to do. */
  readonly remedy: string | RegExp;
}

function expectRefusal({ status, stdout }: Run, { code, remedy }: Refusal): void {
  expect(status).toBeGreaterThan(0);
  const { error } = JSON.parse(stdout);
  expect(error).toMatchObject({ code, remedy: expect.stringMatching(remedy) });
}

/** A command that must be refused and leave both stores and the configuration as they were. */
async function refused(
  args: readonly string[],
  expected: Refusal,
  more: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const before = { ...place.state(), counts: await counts() };
  const run = await place.stockula(['migrate', ...args, '-o', 'json'], more);
  expectRefusal(run, expected);
  expect({ ...place.state(), counts: await counts() }).toEqual(before);
  return run;
}

const conflict = (remedy: RegExp): Refusal => ({ code: 'MIGRATION_CONFLICT', remedy });

describe('without a database', () => {
  it('refuses a switch, and makes nothing', async () => {
    const empty = makeWorkplace({ symbols: 1, years: 1 });
    const before = empty.state();
    const run = await empty.stockula(['migrate', 'switch', '-o', 'json']);
    expectRefusal(run, { code: 'NO_DATA', remedy: /migrate run --from FILE/ });
    expect(existsSync(empty.dataDirectory)).toBe(false);
    expect(empty.state()).toEqual(before);
    expect(readdirSync(dirname(empty.source)).sort()).toEqual(['.stockula.yaml', 'legacy.db']);
  });

  it('refuses to resume what was never begun, and makes no database', async () => {
    const empty = makeWorkplace({ symbols: 1, years: 1 });
    const run = await empty.stockula(['migrate', 'resume', '-o', 'json']);
    expectRefusal(run, conflict(/migrate run --from FILE/));
    expect(empty.journal()).toEqual([]);
    expect(existsSync(join(empty.dataDirectory, 'cluster'))).toBe(false);
  });
});

/** A program that goes on once the file is there. */
const waitFor = (path: string): string[] => [
  '--eval',
  `const wait = new Int32Array(new SharedArrayBuffer(4));
   while (!require('node:fs').existsSync(${JSON.stringify(path)})) Atomics.wait(wait, 0, 0, 20);`,
];

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
}

// In this order: each begins where the one before it left both stores.
describe('with a database', () => {
  it('refuses a switch before anything was migrated', () =>
    refused(['switch'], conflict(/migrate run --from FILE/)));

  it('refuses a switch before everything is verified', async () => {
    place.restart();
    const child = place.start(['migrate', 'run', '--no-switch', '-o', 'json']);
    const end = ended(child);
    for await (const text of child.stderr ?? [])
      if (String(text).includes('"label":"price_history"')) child.kill('SIGKILL');
    expect((await end).status).toBe(128);
    await refused(['switch'], conflict(/migrate run/));
    await refused(['follow'], conflict(/migrate run/));
  });

  it('refuses a second run while one is at work, which is not disturbed', async () => {
    const go = join(freshFolder('go'), 'now');
    const first = place.at({ line: '"step":"validate"', when: 'after', run: waitFor(go) }, [
      'migrate',
      'run',
      '--no-switch',
      '-o',
      'json',
    ]);
    await until(() => place.journal().some((line) => line.includes('"step":"validate"')));
    const second = await refused(['run'], conflict(/Wait until it is done/));
    const { pid } = JSON.parse(place.journal().findLast((line) => line.includes('"pid"')) ?? '');
    expect(second.stdout).toContain(`process ${pid} `);
    await refused(['switch'], conflict(/Wait until it is done/));
    const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ at_work: true, next: expect.stringContaining('Wait') });
    writeFileSync(go, '');
    const { status, stdout: report } = await first;
    expect(status).toBe(0);
    expect(JSON.parse(report)).toMatchObject({ status: 'verified' });
    expect(place.configuration()).toBe(untouchedConfiguration);
  });

  it('refuses a switch that the environment would outvote, and a run before it copies', async () => {
    const outvoted = { STOCKULA_STORAGE_BACKEND: 'sqlite' };
    const refusal = { code: 'CONFIG_INVALID', remedy: /Unset it/ };
    await refused(['switch'], refusal, outvoted);
    const run = await refused(['run'], refusal, outvoted);
    expect(run.stderr).not.toContain('"step":"copy"');
  });

  it('does nothing by halves where the configuration cannot be written, and switches once it can', async () => {
    const folder = dirname(place.configFile);
    const asRoot = process.getuid?.() === 0;
    // To root, permissions say nothing.
    if (asRoot) execFileSync('mount', ['--bind', '-o', 'ro', folder, folder]);
    else chmodSync(folder, 0o500);
    try {
      await refused(['switch'], { code: 'CONFIG_INVALID', remedy: /writable/ });
    } finally {
      if (asRoot) execFileSync('umount', [folder]);
      else chmodSync(folder, 0o700);
    }
    const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ backend: 'sqlite', migration: { changes: [] } });
    expect((await place.stockula(['migrate', 'switch'])).status).toBe(0);
    expect(withoutFallback(place.configuration())).toBe(
      untouchedConfiguration.replace('sqlite', 'timescale'),
    );
    place.restart();
  });

  it('refuses another file than the one it holds', async () => {
    const other = syntheticFile({ symbols: 1, years: 1, seed: 7 });
    const run = await refused(['run', '--from', other], conflict(/./));
    expect(run.stdout).toContain(place.source);
    await refused(['switch', '--from', other], conflict(/migrate run/));
    place.restart();
  });

  it('refuses a run while a follower is at work, and a follower beside another process', async () => {
    const follower = place.start(['migrate', 'follow', '-o', 'json']);
    const end = ended(follower);
    if (!follower.stderr) throw new Error('no stderr');
    await once(follower.stderr, 'data');
    const told = await refused(['run'], conflict(/./));
    expect(told.stdout).toContain(`process ${follower.pid} `);
    await refused(['switch'], conflict(/./));
    await refused(['follow'], conflict(/./));
    follower.kill('SIGINT');
    expect((await end).status).toBe(0);

    const [before] = await target.sql<{ id: string; status: string }>(
      'SELECT id, status FROM migration_runs ORDER BY id DESC LIMIT 1',
    );
    await target.sql(
      `UPDATE migration_runs SET status = 'running', kind = 'copy', owner_pid = $2, heartbeat_at = now() WHERE id = $1`,
      [before?.id, process.pid],
    );
    const refusal = await refused(['follow'], conflict(/./));
    expect(refusal.stdout).toContain(`process ${process.pid} `);
    await target.sql(`UPDATE migration_runs SET status = $2, kind = 'follow' WHERE id = $1`, [
      before?.id,
      before?.status,
    ]);
    place.restart();
  });

  it('refuses a switch to what the file no longer says, and carries the rest over when told to', async () => {
    expect((await place.stockula(['migrate', 'run', '--no-switch'])).status).toBe(0);
    const kept = `${place.source}.kept`;
    copyFileSync(place.source, kept);
    change(place.source, 'UPDATE dividends SET amount = amount * 2');
    await refused(['switch'], conflict(/switch --drain/));
    const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      written_since: true,
      next: expect.stringContaining('--drain'),
    });
    const before = readFileSync(place.source);
    const drained = await place.stockula(['migrate', 'switch', '--drain', '-o', 'json']);
    expect(drained.status).toBe(0);
    expect(JSON.parse(drained.stdout)).toMatchObject({ status: 'verified', phases: expect.any(Array) });
    expect(withoutFallback(place.configuration())).toBe(
      untouchedConfiguration.replace('sqlite', 'timescale'),
    );
    expect(readFileSync(place.source).equals(before)).toBe(true);
    expect(readFileSync(kept).equals(before)).toBe(false);
  });
});
