import { expect, it } from 'vitest';
import type { TableChecksums } from '../../src/migrate/expectation.ts';
import { foldChecksums } from '../../src/migrate/fold-checksums.ts';

const groups = (...entries: [string, number, bigint][]): TableChecksums['rows'] =>
  new Map(entries.map(([name, rows, checksum]) => [name, { rows, checksum }]));
const none = groups();
const fold = (table: Partial<TableChecksums>): string =>
  foldChecksums({ rows: none, quarantined: none, merged: none, repaired: none, ...table });

it('folds the groups of a table into one value, whatever their order', () => {
  const rows = groups(['AAA 2020', 3, 7n], ['AAA 2021', 1, 2n], ['B 2020', 5, 9n]);
  const turned = groups(['B 2020', 5, 9n], ['AAA 2021', 1, 2n], ['AAA 2020', 3, 7n]);
  expect(fold({ rows })).toMatch(/^[0-9a-f]{64}$/);
  expect(fold({ rows: turned })).toBe(fold({ rows }));
});

it('differs where any group differs', () => {
  const values = [
    fold({}),
    fold({ rows: groups(['all', 1, 2n]) }),
    fold({ rows: groups(['all', 1, 3n]) }),
    fold({ rows: groups(['all', 2, 2n]) }),
    fold({ rows: groups(['other', 1, 2n]) }),
    fold({ quarantined: groups(['all', 1, 2n]) }),
    fold({ merged: groups(['all', 1, 2n]) }),
    fold({ repaired: groups(['all', 1, 2n]) }),
    // The same sums in other groups.
    fold({ rows: groups(['A', 1, 2n], ['B', 1, 3n]) }),
    fold({ rows: groups(['A', 1, 3n], ['B', 1, 2n]) }),
  ];
  expect(new Set(values).size).toBe(values.length);
});
