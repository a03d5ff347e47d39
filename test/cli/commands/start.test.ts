import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeSyntheticLegacy } from '../../../src/sources/synthetic/write-legacy.ts';
import { runStockula, scratchFolder } from '../../support/run-stockula.ts';

const folder = scratchFolder('start');
const env = { STOCKULA_DATA_DIR: join(folder, 'data') };
const program = join(import.meta.dirname, '../../../bin/stockula.mjs');

afterAll(async () => {
  await runStockula(['db', 'stop'], env);
});

test('Ctrl-C on a start that waits says what becomes of the database, also when it comes twice', async () => {
  const source = join(folder, 'legacy.db');
  writeSyntheticLegacy(source, { symbols: 1, years: 1 });
  const child = spawn(process.execPath, [program, 'start', '--from', source], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
  });
  let [stdout, stderr, asked] = ['', '', false];
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
    if (asked || !stdout.includes('until you press Ctrl-C')) return;
    asked = true;
    // As a terminal does, and npm once more.
    for (const _time of [1, 2]) child.kill('SIGINT');
  });
  const [status] = await once(child, 'close');
  expect(stdout).toMatch(/Done\. Everything is stored; the database stops by itself .* 60 s\.\n$/);
  expect(stderr).not.toContain('Interrupted');
  expect(status).toBe(0);
}, 120_000);
