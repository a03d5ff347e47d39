import { describe, expect, it } from 'vitest';
import { renderMigration } from '../../../src/cli/output/migration.ts';
import { counted } from '../../../src/domain/counted.ts';
import type { MigrationReport } from '../../../src/migrate/report.ts';

const report: MigrationReport = {
  status: 'mismatched',
  source: { path: '/home/me/legacy.db', generation: 2, fingerprint: 'f' },
  target: 'embedded in /home/me/.stockula',
  tables: [],
  quarantine: [],
  repairs: [],
  differences: [
    { table: 'splits', group: 'AAA 2020', expected_rows: 1, found_rows: 1 },
    { table: 'splits', group: 'BBB 2020', expected_rows: 1, found_rows: 0 },
    { table: 'price_history', group: 'BBB 2020', expected_rows: 1_250, found_rows: 1_251 },
  ],
  rows_older_than_retention: 1,
  retention_paused: true,
  rows_per_second: 1,
  seconds: 1,
};

describe('a count and what was counted', () => {
  it.each([
    [0, '0 rows'],
    [1, '1 row'],
    [2, '2 rows'],
    [12_147, '12,147 rows'],
  ])('of %i is %s', (count, text) => expect(counted(count, 'row')).toBe(text));

  it('agrees with its verb', () => {
    expect(counted(1, 'bar is', 'bars are')).toBe('1 bar is');
    expect(counted(2, 'bar is', 'bars are')).toBe('2 bars are');
  });

  it('is right of one in the outcome of a migration', () => {
    const text = renderMigration(report);
    expect(text).toContain('1 bar is older');
    expect(text).toContain('AAA 2020: 1 row on both sides');
    expect(text).toContain('BBB 2020: expected 1 row, found 0');
    expect(text).toContain('BBB 2020: expected 1,250 rows, found 1,251');
    expect(text).not.toMatch(/\b1 (?:rows|bars)\b/);
  });
});
