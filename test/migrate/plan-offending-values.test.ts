import { describe, expect, it } from 'vitest';
import type { Defect } from '../../src/domain/defect.ts';
import { restoreOriginal } from '../../src/etl/legacy/original.ts';
import { offendingValues } from '../../src/migrate/plan/offending-values.ts';
import { codeIn, readPage, tableRows } from '../docs/pages.ts';
import { price, soundRows } from '../etl/rows.ts';

const wholeRow = ['invalid_value', 'conflicting_twin'];

describe('of the documented example of each defect, the wrong columns are shown', () => {
  it.each(tableRows(readPage('docs/quarantine.md'), 'Reason').map((row) => [codeIn(row['Reason']), row]))(
    '%s',
    (reason, row) => {
      const example = restoreOriginal(codeIn(row['Example']));
      const values = offendingValues({ ...soundRows[row['Table'] ?? ''], ...example }, reason as Defect);
      const wrong = Object.keys(example).filter((column) => column !== 'id');
      expect(Object.keys(values)).toEqual(expect.arrayContaining(wrong));
      if (!wholeRow.includes(reason)) expect(Object.keys(values).length).toBeLessThanOrEqual(4);
    },
  );
});

it('shows the date where it has a time of day too many, and the time of writing where that is none', () => {
  expect(offendingValues({ ...price, date: '2020-01-02 09:30:00' }, 'unparseable_date')).toEqual({
    date: '2020-01-02 09:30:00',
  });
  expect(offendingValues({ ...price, created_at: 'soon' }, 'unparseable_date')).toEqual({
    created_at: 'soon',
  });
});

it('cuts long texts', () => {
  const { info_json: shown } = offendingValues({ symbol: 'A', info_json: 'x'.repeat(5_000) }, 'invalid_json');
  expect(String(shown).length).toBeLessThan(200);
});
