import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { startTarget, type Target } from './target.ts';
import {
  makeWorkplace,
  outcomeOf,
  untouchedConfiguration,
  type Workplace,
  withoutFallback,
} from './workplace.ts';

let target: Target;
let place: Workplace;
let undisturbed: MigrationReport;
/** Of an undisturbed run: event and step. */
let lines: string[];

const switched = untouchedConfiguration.replace('backend: sqlite', 'backend: timescale');
const nameOf = (line: string): string => {
  const { event, step = '' } = JSON.parse(line);
  return `${event} ${step}`.trim();
};

beforeAll(async () => {
  target = await startTarget();
  place = makeWorkplace({ symbols: 2, years: 2 }, target.dataDirectory);
  const { stdout } = await place.stockula(['migrate', 'run', '-o', 'json']);
  undisturbed = JSON.parse(stdout);
  lines = place.journal().map(nameOf);
});
afterAll(() => target.stop());

async function status(): Promise<Record<string, unknown>> {
  const { stdout } = await place.stockula(['migrate', 'status', '-o', 'json']);
  return JSON.parse(stdout);
}

async function expectResumed(): Promise<void> {
  const { status: exit, stdout, stderr } = await place.stockula(['migrate', 'resume', '-o', 'json']);
  expect(`${exit} ${exit === 0 ? '' : stdout + stderr}`).toBe('0 ');
  const report = JSON.parse(stdout);
  expect(outcomeOf(report)).toEqual(outcomeOf(undisturbed));
  for (const { source_checksum, target_checksum } of report.tables)
    expect(target_checksum).toBe(source_checksum);
  expect(withoutFallback(place.configuration())).toBe(switched);
}

it('comes to the same end after a kill at each line of its journal', async () => {
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.at(-1)).toBe('completed');
  const killedAt: string[] = [];
  for (let line = 1; line < lines.length; line += 1) {
    await target.reset();
    place.restart();
    const killed = await place.at({ line, when: 'after' }, ['migrate', 'run', '-o', 'json']);
    expect({ line, exit: killed.status, stdout: killed.stdout }).toEqual({ line, exit: 128, stdout: '' });
    const left = place.journal();
    expect(left).toHaveLength(line);
    killedAt.push(nameOf(left.at(-1) ?? ''));
    const told = await status();
    expect(told).toMatchObject({
      at_work: false,
      legacy_file: place.source,
      migration: { outcome: 'running', task: { from: place.source, switches: true } },
      next: expect.stringContaining('migrate resume'),
    });
    await expectResumed();
  }
  expect(killedAt.toSorted()).toEqual(lines.slice(0, -1).toSorted());
  expect(await status()).toMatchObject({
    backend: 'timescale',
    migration: {
      outcome: 'completed',
      changes: [
        { key: 'storage.backend', before: 'sqlite' },
        { key: 'storage.fallback_file', before: null },
        { key: 'storage.fallback_until', before: null },
      ],
    },
    run: { status: 'verified' },
  });
}, 900_000);

it('says for people which step was left and what to do', async () => {
  await target.reset();
  place.restart();
  await place.at({ line: '"begun"', when: 'before' }, ['migrate', 'run']);
  await place.at({ line: '"step":"validate"', when: 'after' }, ['migrate', 'resume']);
  const { stdout } = await place.stockula(['migrate', 'status']);
  expect(stdout).toContain('A migration that did not come to its end');
  expect(stdout).toContain('answers come from  the older file');
  expect(stdout).toMatch(/✔ Copy /);
  expect(stdout).toContain('… Validate integrity');
  expect(stdout).toMatch(/Next: Go on with it: .*migrate resume/);
  await expectResumed();
});

it('switches to aggregates and compressed history, also after a kill right behind the comparison', async () => {
  await target.reset();
  place.restart();
  const killed = await place.at({ line: '"step":"optimise"', when: 'before' }, ['migrate', 'run']);
  expect(killed.status).toBe(128);
  const { status: exit, stdout, stderr } = await place.stockula(['migrate', 'switch', '-o', 'json']);
  expect(`${exit} ${exit === 0 ? '' : stdout + stderr}`).toBe('0 ');
  const waiting = await target.sql(
    `SELECT chunk_name FROM timescaledb_information.chunks
     WHERE hypertable_name = 'ts_price_history' AND NOT is_compressed AND range_end < now() - INTERVAL '7 days'`,
  );
  expect(waiting).toEqual([]);
});

it('has nothing to resume once it came to its end', async () => {
  const before = place.journal();
  const { status: exit, stdout } = await place.stockula(['migrate', 'resume', '-o', 'json']);
  expect(exit).toBe(8);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'MIGRATION_CONFLICT',
    remedy: expect.stringContaining('migrate run --from FILE'),
  });
  expect(place.journal()).toEqual(before);
});

/** A change between switch and test, as no migration should ever meet it. */
const tampering = (): string[] => [
  '--input-type=module',
  '--eval',
  `import pg from ${JSON.stringify(import.meta.resolve('pg'))};
   import { connectEmbedded } from ${JSON.stringify(import.meta.resolve('../../src/storage/embedded/connect.ts'))};
   const { host, port } = await connectEmbedded({ dataDirectory: ${JSON.stringify(target.dataDirectory)}, idleStopMs: 60000, port: null });
   const client = new pg.Client({ host, port, user: 'test', database: 'test' });
   await client.connect();
   await client.query('UPDATE ts_dividends SET amount = amount + 1');
   await client.end();`,
];

it('takes the switch back where the stores differ, and switches once they agree', async () => {
  await target.reset();
  place.restart();
  const failed = await place.at({ line: 'says so', when: 'after', run: tampering() }, [
    'migrate',
    'run',
    '-o',
    'json',
  ]);
  expect(failed.status).toBe(8);
  expect(JSON.parse(failed.stdout).error).toMatchObject({
    code: 'VERIFY_MISMATCH',
    got: expect.stringContaining('dividend'),
  });
  expect(failed.stderr).toContain('"event":"undone"');
  expect(place.configuration()).toBe(untouchedConfiguration);
  expect(await status()).toMatchObject({
    backend: 'sqlite',
    migration: { outcome: 'stopped', changes: [] },
    next: expect.stringContaining('migrate resume'),
  });
  // As long as they differ, nothing is switched; the next comparison finds it before the switch.
  const still = await place.stockula(['migrate', 'resume', '-o', 'json']);
  expect(JSON.parse(still.stdout)).toMatchObject({
    status: 'mismatched',
    differences: expect.arrayContaining([expect.objectContaining({ table: 'dividends' })]),
    phases: expect.arrayContaining([expect.objectContaining({ step: 'validate', outcome: 'failed' })]),
  });
  expect(place.configuration()).toBe(untouchedConfiguration);
  await target.sql('UPDATE ts_dividends SET amount = amount - 1');
  await expectResumed();
});

it('takes back the switch of a process that was killed before its test', async () => {
  await target.reset();
  place.restart();
  const run = await place.at({ line: 'says so', when: 'before' }, ['migrate', 'run']);
  expect(run.status).toBe(128);
  expect(withoutFallback(place.configuration())).toBe(switched);
  await target.sql('UPDATE ts_dividends SET amount = amount + 1');
  const resumed = await place.stockula(['migrate', 'resume', '-o', 'json']);
  expect(resumed.status).toBe(8);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ status: 'mismatched' });
  expect(place.configuration()).toBe(untouchedConfiguration);
});
