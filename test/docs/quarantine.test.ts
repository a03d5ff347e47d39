import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Defect, defects } from '../../src/domain/defect.ts';
import type { RawRow } from '../../src/domain/raw-row.ts';
import { noRepairs } from '../../src/domain/repair.ts';
import { restoreOriginal } from '../../src/etl/legacy/original.ts';
import { decide } from '../../src/migrate/decide.ts';
import { routes } from '../../src/migrate/routes.ts';
import { readContexts, type SourceContexts } from '../../src/migrate/source.ts';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { context, now, price, soundRows } from '../etl/rows.ts';
import { change } from '../support/sources.ts';
import { codeIn, readPage, tableRows } from './pages.ts';

const contexts: SourceContexts = {
  repairs: noRepairs,
  agreeingOptions: new Map(),
  plain: context,
  calls: context,
  puts: { ...context, right: 'put' },
  presets: { knownStrategyIds: new Set([1n]) },
};

interface Example {
  readonly reason: string;
  readonly table: string;
  readonly columns: RawRow;
}

const page = tableRows(readPage('docs/quarantine.md'), 'Reason');
const examples: Example[] = page.map((row) => ({
  reason: codeIn(row['Reason']),
  table: row['Table'] ?? '',
  columns: restoreOriginal(codeIn(row['Example'])),
}));
const needsTwin: Defect = 'conflicting_twin';

/** What the validator of a table says of a row: its defect, or null. */
function defectOf(table: string, row: RawRow): Defect | null {
  for (const use of routes) {
    const found = use((route) => {
      if (route.source !== table) return undefined;
      const validated = route.validate(row, contexts);
      return validated.ok ? null : validated.defect;
    });
    if (found !== undefined) return found;
  }
  throw new Error(`Expected a table of the older application. Got ${table}.`);
}

/** The reasons for which bars of a file with these two rows of one key are set aside. */
function reasonsBesideTwin(columns: RawRow): Defect[] {
  const folder = mkdtempSync(join(tmpdir(), 'stockula-test-'));
  try {
    const path = join(folder, 'legacy.db');
    const [symbol = ''] = writeSyntheticLegacy(path, { symbols: 1, years: 0.1 }).symbols;
    const insert = (row: RawRow) =>
      `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, created_at, updated_at)
       VALUES ('${symbol}', '${row['date']}', '1d', 10, 11, 9, ${row['close_price']}, '2025-08-01 13:05:00', '2025-08-01 13:05:00')`;
    change(path, insert(price), insert({ ...price, ...columns }));
    const file = openLegacyFile(path);
    try {
      return routes.flatMap((use) =>
        use((route) =>
          [...decide(route, file, readContexts(file, now))].flatMap((decision) =>
            decision.kind === 'quarantine' ? [decision.defect] : [],
          ),
        ),
      );
    } finally {
      file.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the page lists every defect once, in the order of the list, in its words', () => {
  const listed = page.map((row) => [codeIn(row['Reason']), row['This row …']]);
  expect(listed).toEqual(Object.entries(defects));
});

test.each(page)('$Reason says what one can do', (row) => {
  expect(row['What one can do']).toMatch(/\w/);
});

describe('the examples', () => {
  test.each(Object.entries(soundRows))('without them a row of %s is sound', (table, row) => {
    expect(defectOf(table, row)).toBeNull();
  });

  test.each(examples.filter(({ reason }) => reason !== needsTwin))(
    '$reason is what the example has',
    ({ reason, table, columns }) => {
      expect(defectOf(table, { ...soundRows[table], ...columns })).toBe(reason);
    },
  );

  test.each(examples.filter(({ reason }) => reason === needsTwin))(
    '$reason is what the example has beside a row of the same key',
    ({ reason, columns }) => {
      expect(reasonsBesideTwin(columns)).toEqual([reason]);
    },
  );
});
