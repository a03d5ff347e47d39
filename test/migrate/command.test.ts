import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { runStockula } from '../support/run-stockula.ts';
import { change, syntheticFile } from '../support/sources.ts';

const dataDirectory = freshFolder();
afterAll(() => stopHost(dataDirectory));

describe('stockula migrate run', () => {
  it('prints exactly one JSON object on stdout, its progress on stderr, and leaves a read-only source alone', async () => {
    const path = syntheticFile({ years: 3, dirt: true, endMs: Date.UTC(2024, 5, 3) });
    const folder = join(path, '..');
    chmodSync(path, 0o400);
    chmodSync(folder, 0o500);
    const run = await runStockula(['migrate', 'run', '--from', path, '-o', 'json'], {
      STOCKULA_DATA_DIR: dataDirectory,
    });
    chmodSync(folder, 0o700);
    expect(readdirSync(folder)).toEqual(['legacy.db']);
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('"label":"price_history"');
    const report: MigrationReport = JSON.parse(run.stdout);
    expect(report).toMatchObject({
      status: 'verified',
      source: { generation: 2, path },
      seconds: expect.any(Number),
    });
    expect(report.rows_per_second).toBeGreaterThan(0);
    for (const table of report.tables) {
      expect(Object.keys(table)).toEqual([
        'name',
        'target',
        'read',
        'written',
        'merged',
        'quarantined',
        'checksum_match',
        'source_checksum',
        'target_checksum',
      ]);
      expect(table.read).toBe(table.written + table.merged + table.quarantined);
      expect(table.source_checksum).toMatch(/^[0-9a-f]{64}$/);
      expect(table.target_checksum).toBe(table.source_checksum);
    }
    expect(report.quarantine).toContainEqual({ table: 'price_history', reason: 'orphan_symbol', count: 11 });
    const sum = report.quarantine.reduce((total, { count }) => total + count, 0);
    expect(sum).toBe(report.tables.reduce((total, { quarantined }) => total + quarantined, 0));

    chmodSync(path, 0o600);
    change(path, 'DELETE FROM dividends WHERE id = (SELECT min(id) FROM dividends)');
    const differing = await runStockula(['migrate', 'run', '--from', path, '-o', 'json'], {
      STOCKULA_DATA_DIR: dataDirectory,
    });
    expect(differing.status).toBe(8);
    const mismatched: MigrationReport = JSON.parse(differing.stdout);
    expect(mismatched).toMatchObject({ status: 'mismatched', differences: [{ table: 'dividends' }] });
    for (const { name, source_checksum, target_checksum } of mismatched.tables)
      expect(source_checksum === target_checksum).toBe(name !== 'dividends');
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!mayMount)('on a disk that fills up', () => {
  it('says so once, and goes on when there is room', async () => {
    const disk = join(freshFolder('disk'), 'mount');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=140m', 'tmpfs', disk]);
    const directory = join(disk, 'data');
    try {
      const env = { STOCKULA_DATA_DIR: directory };
      const prepared = await runStockula(['sql', '--write', 'SELECT 1'], env);
      expect(prepared.stderr).not.toContain('Error');
      const filler = join(disk, 'filler');
      const free = Number(execFileSync('df', ['--output=avail', '-B1', disk]).toString().split('\n')[1]);
      const path = syntheticFile({ symbols: 8, years: 16, endMs: Date.UTC(2024, 5, 3) });
      // Room for the snapshot and a little of the rows.
      writeFileSync(filler, Buffer.alloc(Math.max(0, free - 9_000_000)));
      const full = await runStockula(['migrate', 'run', '--from', path], env);
      expect(full.stderr).toContain('DISK_FULL');
      expect(full.stderr.match(/Expected/g)).toHaveLength(1);
      expect(full.status).toBe(9);
      rmSync(filler);
      const after = await runStockula(['migrate', 'run', '--from', path, '-o', 'json'], env);
      expect(after.status).toBe(0);
      expect(JSON.parse(after.stdout).status).toBe('verified');
    } finally {
      await stopHost(directory);
      execFileSync('umount', ['-l', disk]);
    }
  }, 120_000);
});
