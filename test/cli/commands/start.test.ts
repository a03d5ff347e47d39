import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ownCommand } from '../../../src/cli/invocation.ts';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';

const folder = freshFolder('start');
const env = { STOCKULA_DATA_DIR: join(folder, 'data') };
const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'bin/stockula.mjs');
const path = process.env['PATH'] ?? '';

afterAll(async () => {
  await runStockula(['db', 'stop'], env);
});

test('Ctrl-C on a start that waits says what becomes of the database, also when it comes twice', async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 1, years: 1, dirt: true });
  const child = spawn(process.execPath, [program, 'start', '--from', source], {
    cwd: folder,
    env: { PATH: path, ...env },
  });
  let [stdout, stderr, asked] = ['', '', false];
  let document = Promise.resolve('');
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    if (asked || !stdout.includes('until you press Ctrl-C')) return;
    asked = true;
    const url = /The dashboard, to click on:\n\s+(http:\S+)/.exec(stdout)?.[1] ?? '';
    document = fetch(url, { headers: { accept: 'text/html' } }).then((response) => response.text());
    // As a terminal does, and npm once more.
    void document.finally(() => {
      for (const _time of [1, 2]) child.kill('SIGINT');
    });
  });
  const [status] = await once(child, 'close');
  expect(await document).toContain('<div id="root">');
  expect(stdout).toMatch(/Done\. Everything is stored; the database stops by itself .* 60 s\.\n$/);
  const typed = ownCommand({ path, cwd: folder, root });
  expect(stdout).toContain(`list them with: ${typed} migrate quarantine`);
  expect(stderr).not.toContain('Interrupted');
  expect(status).toBe(0);
}, 120_000);

/** The one number that a statement asks for. */
async function numberOf(statement: string): Promise<number> {
  const { stdout } = await runStockula(['sql', statement, '-o', 'json'], env);
  return Number(Object.values(JSON.parse(stdout)[0])[0]);
}

test('a start leaves history compressed and aggregates that reach back to its first bar', async () => {
  const source = join(folder, 'legacy.db');
  expect((await runStockula(['start', '--once', '--from', source], env)).status).toBe(0);
  const waiting = `SELECT count(*) AS n FROM timescaledb_information.chunks
    WHERE hypertable_name = 'ts_price_history' AND NOT is_compressed AND range_end < now() - INTERVAL '7 days'`;
  expect(await numberOf(waiting)).toBe(0);
  // As the policy does: days before its window are seen only if they were materialised.
  const refresh = `CALL refresh_continuous_aggregate('ts_price_daily', now() - INTERVAL '30 days', now() - INTERVAL '1 hour')`;
  expect((await runStockula(['sql', '--write', refresh], env)).status).toBe(0);
  const bars = await numberOf(`SELECT count(*) AS n FROM ts_price_history WHERE interval = '1d'`);
  expect(bars).toBeGreaterThan(100);
  expect(await numberOf(`SELECT count(*) AS n FROM ts_price_daily WHERE interval = '1d'`)).toBe(bars);
}, 120_000);

test('a start where own data is stored shows that, and migrates no sample into it', async () => {
  const rows = `SELECT count(*) AS n FROM ts_price_history`;
  const before = await numberOf(rows);
  const { status, stdout } = await runStockula(['start', '--once'], env);
  expect(status).toBe(0);
  expect(stdout).toContain('2. Your data');
  expect(stdout).toMatch(/3\. Technical analysis of SYNA\n/);
  expect(stdout).not.toMatch(/SYNTHETIC|synthetic/);
  expect(await numberOf(rows)).toBe(before);
}, 120_000);

test('a start begins with a sample, and again, until there is something else', async () => {
  const data = join(freshFolder('start-sample'), 'data');
  const own = { STOCKULA_DATA_DIR: data };
  for (const _time of [1, 2])
    expect((await runStockula(['start', '--once'], own)).stdout).toContain('2. Migrating a SYNTHETIC');
  const fetched = `INSERT INTO stocks (symbol, source) VALUES ('KO', 'yahoo')`;
  expect((await runStockula(['sql', '--write', fetched], own)).status).toBe(0);
  expect((await runStockula(['start', '--once'], own)).stdout).toContain('2. Your data');
  await runStockula(['db', 'stop'], own);
}, 180_000);
