import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { processExists } from '../../src/infra/system/process-exists.ts';
import { asideTables } from '../../src/migrate/aside-tables.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { legacyTargets, routes } from '../../src/migrate/routes.ts';
import { runMigration, verifyMigration } from '../../src/migrate/run.ts';
import { statusOf } from '../../src/storage/embedded/host-control.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { syntheticFile } from '../support/sources.ts';
import { openTarget, policies, startTarget, type Target } from './target.ts';

const rounds = { process: 10, engine: 10 };
const path = () => syntheticFile({ symbols: 3, years: 8, dirt: true, endMs: Date.UTC(2024, 5, 3) });
/** A moment of a run, however fast this machine is just now. */
const someTimeMs = () => Math.random() * 1_000 * undisturbed.seconds;

let target: Target;
let source: string;
let undisturbed: MigrationReport;
beforeAll(async () => {
  target = await startTarget();
  source = path();
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
  const report = await runMigration(request);
  const timeless = ({ tables, quarantine, status, differences }: MigrationReport): unknown => ({
    tables,
    quarantine,
    status,
    differences,
  });
  expect(timeless(report)).toEqual(timeless(undisturbed));
  expect((await verifyMigration(request)).status).toBe('verified');
  const expected = routes.map((use) =>
    use(({ source: name }) => undisturbed.tables.find((table) => table.name === name)?.written ?? 0),
  );
  for (const [index, table] of legacyTargets.entries()) {
    const [count] = await ask<{ n: string }>(database, `SELECT count(*) AS n FROM ${table}`);
    expect(`${table} ${count?.n}`).toBe(`${table} ${expected[index]}`);
  }
}

function startRun(): ChildProcess {
  const program = join(import.meta.dirname, '../../bin/stockula.mjs');
  return spawn(process.execPath, [program, 'migrate', 'run', '--from', source, '-o', 'json'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], STOCKULA_DATA_DIR: target.dataDirectory },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Kills processes and waits until they are gone, so that nobody connects to one that is dying. */
async function killAll(pids: readonly (number | null | undefined)[]): Promise<void> {
  for (const pid of pids) if (pid != null && processExists(pid)) process.kill(pid, 'SIGKILL');
  for (const pid of pids) while (pid != null && processExists(pid)) await pause(10);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Goes on reading afterwards: a child whose stderr nobody reads would end by itself. */
function untilItWorks(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.stderr?.on('data', (text) => String(text).includes('"snapshot"') && resolve());
    child.once('close', () => resolve());
  });
}

it(`loses and doubles nothing when the process is killed, with or without its engine (${rounds.process} times)`, async () => {
  const seen: number[] = [];
  for (let round = 0; round < rounds.process; round += 1) {
    const child = startRun();
    const closed = once(child, 'close');
    await untilItWorks(child);
    const status = round % 2 === 0 ? null : await statusOf(target.dataDirectory);
    await pause(someTimeMs());
    child.kill('SIGKILL');
    await killAll([status?.host?.enginePid, status?.pid]);
    await closed;
    const database = await reopen();
    seen.push(await checkJournal(database));
    if (round === rounds.process - 1) await finish(database);
    else if (seen.at(-1) === undisturbed.tables.reduce((sum, { read }) => sum + read, 0))
      await emptied(database);
    await database.close();
  }
  expect(readdirSync(join(target.dataDirectory, 'scratch')).length).toBeLessThan(3);
  // Kills that all came too early or too late would prove nothing.
  expect(new Set(seen).size).toBeGreaterThan(1);
}, 240_000);

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
}, 240_000);
