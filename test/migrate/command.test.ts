import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from '../support/embedded.ts';
import { ended, runStockula } from '../support/run-stockula.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { makeWorkplace } from './workplace.ts';

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
        'kept',
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

/** Leaves room for a little of the rows, or less: the run goes on writing meanwhile. */
function fill(disk: string, filler: string): void {
  const free = Number(execFileSync('df', ['--output=avail', '-B1', disk]).toString().split('\n')[1]);
  const part = Buffer.alloc(1 << 20);
  try {
    for (let left = free - 2_000_000; left > part.length; left -= part.length) appendFileSync(filler, part);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  }
}

const mayMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!mayMount)('on a disk that fills up', () => {
  it('says so once, and goes on when there is room', async () => {
    const disk = join(freshFolder('disk'), 'mount');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600m', 'tmpfs', disk]);
    const directory = join(disk, 'data');
    const place = makeWorkplace({ symbols: 8, years: 16 }, directory);
    try {
      const before = place.state();
      const filler = join(disk, 'filler');
      const child = place.start(['migrate', 'run']);
      const end = ended(child);
      for await (const text of child.stderr ?? [])
        if (String(text).includes('Copying price_history')) fill(disk, filler);
      const full = await end;
      // In the middle of the copy: the look at the machine was content.
      expect(full.stderr).toContain('Copying price_history');
      expect(full.stderr).toContain('DISK_FULL');
      expect(full.stderr.match(/Expected/g)).toHaveLength(1);
      expect(full.status).toBe(9);
      expect(place.state()).toEqual(before);
      rmSync(filler);
      const after = await place.stockula(['migrate', 'resume', '-o', 'json']);
      expect(`${after.status} ${after.status === 0 ? '' : after.stdout}`).toBe('0 ');
      const report: MigrationReport = JSON.parse(after.stdout);
      expect(report.status).toBe('verified');
      for (const { source_checksum, target_checksum } of report.tables)
        expect(target_checksum).toBe(source_checksum);
    } finally {
      await stopHost(directory);
      execFileSync('umount', ['-l', disk]);
    }
  }, 300_000);
});
