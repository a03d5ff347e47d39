import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processExists } from '../../src/infra/system/process-exists.ts';
import { asideTables } from '../../src/migrate/aside-tables.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { legacyTargets, routes } from '../../src/migrate/routes.ts';
import { runMigration, verifyMigration } from '../../src/migrate/run.ts';
import { statusOf } from '../../src/storage/embedded/host-control.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { openTarget, policies, startTarget, type Target } from './target.ts';
import { makeWorkplace, outcomeOf, type Workplace } from './workplace.ts';

const rounds = { process: 40, engine: 10 };
/** A process is killed so often before its migration is let come to its end. */
const killsPerMigration = 3;
/** Large enough for several batches: of one alone there would be nothing to find after a kill. */
const synthetic = { symbols: 8, years: 16 };
/** A moment of a run, however fast this machine is just now. */
const someTimeMs = () => Math.random() * 1_000 * undisturbed.seconds;

let target: Target;
let place: Workplace;
let source: string;
let undisturbed: MigrationReport;
beforeAll(async () => {
  target = await startTarget();
  place = makeWorkplace(synthetic, target.dataDirectory);
  source = place.source;
  undisturbed = await target.run(source);
  await target.reset();
});
afterAll(() => target.stop());

const ask = async <Row extends pg.QueryResultRow>(database: Database, text: string): Promise<Row[]> =>
  (await database.pool.query<Row>(text)).rows;

/** Rows in the tables against what the journal says was committed: all of it is there, and nothing else. */
async function checkJournal(database: Database): Promise<number> {
  const [journal] = await ask<{ written: string; aside: string; read: string }>(
    database,
    'SELECT coalesce(sum(rows_written), 0) AS written, coalesce(sum(rows_quarantined), 0) AS aside, coalesce(sum(rows_read), 0) AS read FROM migration_batches',
  );
  const counts = legacyTargets.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ');
  const [stored] = await ask<{ written: string; aside: string }>(
    database,
    `SELECT ${counts} AS written, (SELECT count(*) FROM quarantine) AS aside`,
  );
  expect({ written: Number(stored?.written), aside: Number(stored?.aside) }).toEqual({
    written: Number(journal?.written),
    aside: Number(journal?.aside),
  });
  const widths = await ask<{ width: string }>(
    database,
    `SELECT time_interval::text AS width FROM timescaledb_information.dimensions WHERE hypertable_name = 'ts_price_history'`,
  );
  expect(widths).toEqual([{ width: '1 day' }]);
  return Number(journal?.read);
}

const reopen = (): Promise<Database> => openTarget(target.dataDirectory);

async function finish(database: Database): Promise<void> {
  const request = {
    database,
    from: source,
    policies,
    scratchFolder: target.scratchFolder,
    onProgress: () => undefined,
  };
  expect(outcomeOf(await runMigration(request))).toEqual(outcomeOf(undisturbed));
  expect((await verifyMigration(request)).status).toBe('verified');
  const expected = routes.map((use) =>
    use(({ source: name }) => undisturbed.tables.find((table) => table.name === name)?.written ?? 0),
  );
  for (const [index, table] of legacyTargets.entries()) {
    const [count] = await ask<{ n: string }>(database, `SELECT count(*) AS n FROM ${table}`);
    expect(`${table} ${count?.n}`).toBe(`${table} ${expected[index]}`);
  }
}

/** Kills processes and waits until they are gone, so that nobody connects to one that is dying. */
async function killAll(pids: readonly (number | null | undefined)[]): Promise<void> {
  for (const pid of pids) if (pid != null && processExists(pid)) process.kill(pid, 'SIGKILL');
  for (const pid of pids) while (pid != null && processExists(pid)) await pause(10);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const copyBegins = '"progress":{"step":"copy","label":"price_history","done":0';
const copyIsOver = '"progress":{"step":"verify"';

/**
 * Kills a command at some moment of its copy. Goes on reading meanwhile: a child whose stderr nobody reads would end by
 * itself.
 * @returns what it printed where it came to its end before, which is nothing if it was killed
 */
async function killedInCopy(
  args: readonly string[],
  copyMs: number,
  others: readonly number[],
): Promise<string> {
  const child = place.start(args);
  const closed = once(child, 'close');
  let printed = '';
  child.stdout?.on('data', (chunk) => (printed += chunk));
  let killed: Promise<void> | null = null;
  for await (const line of linesOf(child)) {
    if (!line.includes(copyBegins)) continue;
    killed ??= pause(Math.random() * copyMs).then(() => killAll([child.pid, ...others]));
  }
  await Promise.all([closed, killed]);
  return printed;
}

const linesOf = ({ stderr }: ChildProcess) => createInterface({ input: stderr ?? Readable.from([]) });

/** How long an undisturbed copy of the bars and what follows them takes on this machine just now. */
async function durationOfCopy(): Promise<number> {
  const child = place.start(['migrate', 'run', '-o', 'json']);
  const printed = text(child.stdout ?? Readable.from([]));
  let [began, ended] = [0, 0];
  for await (const line of linesOf(child)) {
    if (line.includes(copyBegins)) began = performance.now();
    else if (line.includes(copyIsOver) && ended === 0) ended = performance.now();
  }
  expect(outcomeOf(JSON.parse(await printed))).toEqual(outcomeOf(undisturbed));
  return ended - began;
}

it(`loses and doubles nothing when the process is killed in its copy, with or without its engine (${rounds.process} times)`, async () => {
  const copyMs = await durationOfCopy();
  let database = await reopen();
  const seen: number[] = [];
  let kills = 0;
  for (let round = 0; round < rounds.process; round += 1) {
    if (kills === 0) {
      await emptied(database);
      place.restart();
    }
    const withEngine = round % 8 === 3;
    const { host, pid } = await statusOf(target.dataDirectory);
    const others = [host?.enginePid, pid].filter((one) => one != null);
    const args = ['migrate', kills === 0 ? 'run' : 'resume', '-o', 'json'];
    let printed = await killedInCopy(args, copyMs, withEngine ? others : []);
    kills += 1;
    if (withEngine) {
      await database.close();
      database = await reopen();
    }
    seen.push(await checkJournal(database));
    // One that had little left to copy comes to its end before it is killed.
    if (printed === '' && kills === killsPerMigration)
      printed = (await place.stockula(['migrate', 'resume', '-o', 'json'])).stdout;
    if (printed === '') continue;
    expect(outcomeOf(JSON.parse(printed))).toEqual(outcomeOf(undisturbed));
    kills = 0;
  }
  await database.close();
  expect(readdirSync(join(target.dataDirectory, 'scratch')).length).toBeLessThan(3);
  // Kills that all came too early or too late would prove nothing.
  expect(new Set(seen).size).toBeGreaterThan(3);
}, 900_000);

async function emptied(database: Database): Promise<void> {
  await ask(
    database,
    `TRUNCATE ${[...legacyTargets, ...asideTables, 'migration_batches', 'migration_runs'].join(', ')}`,
  );
}

it(`keeps every row it was told is there when the engine is killed (${rounds.engine} times)`, async () => {
  let database = await reopen();
  await emptied(database);
  const outcomes = new Set<string>();
  for (let round = 0; round < rounds.engine; round += 1) {
    const done = new Map<string, number>();
    const running = runMigration({
      database,
      from: source,
      policies,
      scratchFolder: target.scratchFolder,
      onProgress: ({ step, label, done: rows }) => {
        if (step === 'copy') done.set(label, rows);
      },
    });
    running.catch(() => undefined);
    const { host } = await statusOf(target.dataDirectory);
    await pause(someTimeMs());
    await killAll([host?.enginePid]);
    const outcome = await running.then(
      ({ status }) => status,
      (error: { code: string }) => error.code,
    );
    outcomes.add(outcome);
    expect(['verified', 'DATABASE_UNAVAILABLE']).toContain(outcome);
    await database.close();
    database = await reopen();
    const acknowledged = [...done.values()].reduce((sum, rows) => sum + rows, 0);
    expect(await checkJournal(database)).toBeGreaterThanOrEqual(acknowledged);
    if (round === rounds.engine - 1) await finish(database);
    else if (outcome === 'verified') await emptied(database);
  }
  await database.close();
  expect(outcomes).toContain('DATABASE_UNAVAILABLE');
}, 900_000);
