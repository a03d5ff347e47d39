import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { follow } from '../../src/migrate/follow/follow.ts';
import type { Followed } from '../../src/migrate/journal.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { policies, startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

interface Following {
  readonly rounds: Followed[];
  stop(): Promise<void>;
}

function request(from: string, drain: boolean, rounds: Followed[], signal: AbortSignal) {
  return {
    database: target.database,
    from,
    policies,
    scratchFolder: target.scratchFolder,
    onProgress: () => undefined,
    onRound: (followed: Followed) => void rounds.push(followed),
    pollMs: 50,
    drain,
    signal,
  };
}

function startFollowing(from: string): Following {
  const rounds: Followed[] = [];
  const stop = new AbortController();
  const ended = follow(request(from, false, rounds, stop.signal));
  ended.catch(() => undefined);
  return {
    rounds,
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
}

/** Waits until a follower has done a round that carried something since. */
async function nextRound({ rounds }: Following, since = rounds.length): Promise<void> {
  await expect.poll(() => rounds.length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(since);
}

async function migrated(options = {}): Promise<string> {
  const path = syntheticFile({ symbols: 2, years: 2, endMs: Date.UTC(2024, 5, 3), ...options });
  expect((await target.run(path)).status).toBe('verified');
  return path;
}

const bars = () =>
  target.sql<{ n: string }>('SELECT count(*) AS n FROM ts_price_history').then(([row]) => Number(row?.n));

describe.each([1, 2] as const)('a file of generation %i', (generation) => {
  it('has its inserts, updates and deletes carried over, the silent ones too', {
    timeout: 120_000,
  }, async () => {
    const path = await migrated({ generation, dirt: true });
    const before = await bars();
    const following = startFollowing(path);
    await nextRound(following, 0);
    const steps: [string, () => Promise<unknown>, unknown][] = [
      [
        `DELETE FROM price_history WHERE id IN (SELECT id FROM price_history WHERE interval = '1d' ORDER BY date LIMIT 1 OFFSET 40)`,
        bars,
        before - 1,
      ],
      [
        `UPDATE price_history SET volume = 123456789 WHERE id IN (SELECT id FROM price_history WHERE interval = '1d' ORDER BY date LIMIT 2 OFFSET 50)`,
        () => target.sql('SELECT count(*)::int AS n FROM ts_price_history WHERE volume = 123456789'),
        [{ n: 2 }],
      ],
      [`DELETE FROM splits`, () => target.sql('SELECT count(*)::int AS n FROM ts_splits'), [{ n: 0 }]],
    ];
    for (const [statement, found, expected] of steps) {
      change(path, statement);
      await expect.poll(found, { timeout: 30_000, interval: 50 }).toEqual(expected);
    }
    await following.stop();
    expect((await target.drain(path)).differences).toEqual([]);
  });

  it('differs in nothing after a drain, whatever was written meanwhile', { timeout: 240_000 }, async () => {
    const path = await migrated({ generation, dirt: true });
    const writer = spawn(
      process.execPath,
      [join(import.meta.dirname, 'busy-writer.ts'), path, String(generation * 7), '5'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const following = startFollowing(path);
    await expect.poll(() => following.rounds.length, { timeout: 120_000 }).toBeGreaterThan(5);
    const writes = await endOf(writer);
    await following.stop();
    expect(writes).toBeGreaterThan(50);
    expect(following.rounds.at(-1)?.written).toBeGreaterThan(0);
    expect(following.rounds.at(-1)?.removed).toBeGreaterThan(0);
    const report = await target.drain(path);
    expect(report.differences).toEqual([]);
    expect(report.status).toBe('verified');
    expect((await target.verify(path)).status).toBe('verified');
    expect((await target.run(path)).rows_per_second).toBeNull();
  });
});

async function endOf(writer: ChildProcess): Promise<number> {
  const chunks: Buffer[] = [];
  writer.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  writer.kill('SIGTERM');
  await once(writer, 'close');
  return Number(Buffer.concat(chunks).toString());
}

it('carries a symbol that leaves stocks into the quarantine, and back', async () => {
  const path = await migrated();
  const all = await bars();
  change(
    path,
    'CREATE TABLE kept AS SELECT * FROM stocks',
    'DELETE FROM stocks WHERE symbol = (SELECT min(symbol) FROM stocks)',
  );
  expect((await target.drain(path)).differences).toEqual([]);
  expect(await bars()).toBeLessThan(all);
  change(path, 'INSERT OR IGNORE INTO stocks SELECT * FROM kept', 'DROP TABLE kept');
  expect((await target.drain(path)).differences).toEqual([]);
  expect(await bars()).toBe(all);
  expect(await target.sql('SELECT * FROM quarantine')).toEqual([]);
});

it('leaves no chunk half compressed after a drain', async () => {
  const path = await migrated();
  const partly = () =>
    target.sql(
      `SELECT count(*) FILTER (WHERE status & 1 = 1)::int AS compressed, count(*) FILTER (WHERE status & 8 <> 0)::int AS partly
       FROM _timescaledb_catalog.chunk JOIN timescaledb_information.chunks ON chunk_name = table_name AND hypertable_name = 'ts_price_history'`,
    );
  const [before] = await partly();
  change(path, `UPDATE price_history SET volume = 1 WHERE id = (SELECT min(id) + 3 FROM price_history)`);
  expect((await target.drain(path)).differences).toEqual([]);
  expect(await partly()).toEqual([{ ...before, partly: 0 }]);
  expect(before?.['compressed']).toBeGreaterThan(0);
});

it('puts a new symbol with decades of bars into wide chunks', async () => {
  const path = await migrated();
  const chunks = async () =>
    (
      await target.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history'`,
      )
    )[0]?.n ?? 0;
  const before = await chunks();
  change(
    path,
    `INSERT INTO stocks (symbol, created_at, updated_at) VALUES ('OLDER', '2024-01-01 00:00:00', '2024-01-01 00:00:00')`,
    `WITH RECURSIVE day (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM day WHERE n < 3000)
     INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
     SELECT 'OLDER', date('1985-01-01', n || ' days'), '1d', 1, 2, 0.5, 1.5, n, '2024-01-01 00:00:00', '2024-01-01 00:00:00' FROM day`,
  );
  expect((await target.drain(path)).differences).toEqual([]);
  expect((await chunks()) - before).toBeLessThan(10);
});

it('stops retention before it carries over a bar that the policy would drop', async () => {
  const path = syntheticFile({ symbols: 1, years: 1 });
  const { retention_paused } = await target.run(path);
  await target.sql(
    `SELECT alter_job(job_id, scheduled => true) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'`,
  );
  const recent = await target.drain(path);
  expect(recent).toMatchObject({ rows_older_than_retention: 0, retention_paused: false });
  change(
    path,
    `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
     VALUES ('SYNA', '2001-01-03', '1d', 1, 2, 0.5, 1.5, 7, '2024-01-01 00:00:00', '2024-01-01 00:00:00')`,
  );
  const older = await target.drain(path);
  expect(older).toMatchObject({
    status: 'verified',
    rows_older_than_retention: 1,
    retention_paused: true,
  });
  // As it was for the other tests.
  await target.sql(
    `SELECT alter_job(job_id, scheduled => $1) FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention'`,
    [!retention_paused],
  );
});

it('refuses a file that was never migrated, and a second follower', async () => {
  const path = await migrated();
  const other = syntheticFile({ seed: 9, symbols: 1, years: 1 });
  await expect(target.drain(other)).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  const following = startFollowing(path);
  await nextRound(following, 0);
  await expect(target.drain(path)).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  await following.stop();
  expect((await target.drain(path)).status).toBe('verified');
});

it('gives up a drain that a writer never lets end, and says why', { timeout: 120_000 }, async () => {
  const path = await migrated({ symbols: 1, years: 1 });
  let turn = 0;
  const busy = {
    ...request(path, true, [], new AbortController().signal),
    onRound: () => change(path, `UPDATE stocks SET market_cap = ${++turn}`),
  };
  await expect(follow(busy)).rejects.toMatchObject({
    code: 'MIGRATION_CONFLICT',
    message: expect.stringContaining('written to again'),
  });
  expect((await target.drain(path)).status).toBe('verified');
});
