import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { repairKinds } from '../../src/domain/repair.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { change, syntheticFile } from '../support/sources.ts';

const dataDirectory = freshFolder();
afterAll(() => stopHost(dataDirectory));

const stockula = (...args: string[]) => runStockula(args, { STOCKULA_DATA_DIR: dataDirectory });

it('stockula migrate run --repair mends, tells and lists', { timeout: 120_000 }, async () => {
  const path = syntheticFile({ years: 2, dirt: true, endMs: Date.UTC(2024, 5, 3) });
  const run = await stockula('migrate', 'run', '--from', path, '-o', 'json', '--repair', ' all');
  const report: MigrationReport = JSON.parse(run.stdout);
  expect(report.status).toBe('verified');
  expect(report.repairs).toContainEqual({ table: 'price_history', kind: 'symbol-case', count: 5 });
  for (const { table, kind, count } of report.repairs) {
    const listed = await stockula('migrate', 'repairs', '--table', table, '--kind', kind, '-o', 'json');
    const rows: unknown[] = JSON.parse(listed.stdout);
    expect(rows).toHaveLength(count);
    expect(rows[0]).toEqual({ table, place: expect.any(String), kind });
  }
  const shown = await stockula('migrate', 'verify', '--from', path);
  expect(shown.stdout).toMatch(
    /Repaired .*migrate repairs\)\n(.*\n)* +5 {2}price_history: symbol-case – takes/,
  );
  const fewer = await stockula('migrate', 'run', '--from', path, '--repair', 'interval-alias');
  expect(fewer.status).toBe(8);
  expect(fewer.stderr).toContain(repairKinds.join(', '));
  expect((await stockula('migrate', 'repairs', '--table', 'splits')).stdout).toBe(
    'No repaired row matches.\n',
  );
  const csv = await stockula('migrate', 'quarantine', '--reason', 'non_positive_ratio', '-o', 'csv');
  expect(csv.stdout).toMatch(/^table,place,reason,twin,original\r\nsplits,/);
});

it('where the file answers, it answers with the repairs of its last run', { timeout: 120_000 }, async () => {
  const path = syntheticFile({ symbols: 1, years: 2, dirt: false, endMs: Date.UTC(2024, 5, 3) });
  change(path, `UPDATE price_history SET symbol = 'syna' WHERE symbol = 'SYNA' AND date > '2024-04-01'`);
  const folder = freshFolder();
  const config = join(folder, 'stockula.yaml');
  writeFileSync(config, `data: { db_path: ${path} }\n`);
  const ask = async (more: Record<string, string>) => {
    const question = ['indicators', 'volume', '--ticker', 'SYNA', '-o', 'csv'];
    const { status, stdout } = await runStockula(question, { STOCKULA_CONFIG_FILE: config, ...more });
    expect(status).toBe(0);
    return stdout;
  };
  const onFile = { STOCKULA_STORAGE_BACKEND: 'sqlite', STOCKULA_DATA_DIR: join(folder, 'data') };
  const before = await ask(onFile);
  const plain = await runStockula(['migrate', 'run', '--from', path, '--no-switch', '--repair', 'all'], {
    STOCKULA_CONFIG_FILE: config,
    STOCKULA_DATA_DIR: onFile.STOCKULA_DATA_DIR,
  });
  try {
    expect(plain.status).toBe(0);
    const inDatabase = await ask({ ...onFile, STOCKULA_STORAGE_BACKEND: 'timescale' });
    expect(await ask(onFile)).toBe(inDatabase);
    // Of a file that was never migrated from here nothing is known.
    expect(await ask({ ...onFile, STOCKULA_DATA_DIR: join(folder, 'other') })).toBe(before);
    expect(before).not.toBe(inDatabase);
  } finally {
    await stopHost(onFile.STOCKULA_DATA_DIR);
  }
});
