import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { detectGeneration } from '../../src/sources/legacy-sqlite/generation.ts';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { columnsOf, legacyTableNames } from '../../src/sources/legacy-sqlite/tables.ts';
import { schemaOf } from '../../src/sources/synthetic/legacy-schema.ts';
import { change } from '../support/sources.ts';
import { useFolders } from './legacy-support.ts';

const newFolder = useFolders();

test('the generation follows from the columns of price_history', () => {
  expect(detectGeneration(new Set(['created_at', 'updated_at']))).toBe(2);
  expect(detectGeneration(new Set(['created_at']))).toBe(1);
});

describe('an empty file of each generation', () => {
  test.each([1, 2] as const)('generation %i', (generation) => {
    const path = join(newFolder(), 'stockula.db');
    change(path, ...schemaOf(generation));
    const file = openLegacyFile(path);
    expect(file.generation).toBe(generation);
    expect(file.path).toBe(path);
    expect(file.extras).toEqual([]);
    expect(file.sizeBytes).toBeGreaterThan(4096);
    expect(file.tables.size).toBe(generation === 1 ? 7 : legacyTableNames.length);
    for (const table of file.tables) expect(file.columnsOf(table)).toEqual(columnsOf(table, generation));
    file.close();
  });
});

test('generation 1 stays generation 1 when newer code has added its tables and its revision mark', () => {
  const path = join(newFolder(), 'stockula.db');
  const added = schemaOf(2).filter((statement) => /TABLE (strateg|autots|alembic)/.test(statement));
  change(path, ...schemaOf(1), ...added, `INSERT INTO alembic_version VALUES ('abc')`);
  const file = openLegacyFile(path);
  expect(file.generation).toBe(1);
  expect(file.tables.has('strategy_presets')).toBe(true);
  expect(file.columnsOf('price_history')).not.toContain('updated_at');
  expect(file.columnsOf('strategies')).toContain('updated_at');
  file.close();
});

test('tables and columns that the older application does not know are reported', () => {
  const path = join(newFolder(), 'stockula.db');
  change(
    path,
    ...schemaOf(2),
    'CREATE TABLE notes (a)',
    'ALTER TABLE price_history ADD COLUMN adj_close REAL',
  );
  const file = openLegacyFile(path);
  expect(file.extras).toEqual(['notes', 'price_history.adj_close']);
  file.close();
});

test('a file without created_at is usable: the times are unknown', () => {
  const path = join(newFolder(), 'stockula.db');
  change(path, ...schemaOf(1), 'ALTER TABLE dividends RENAME COLUMN created_at TO other');
  const file = openLegacyFile(path);
  expect(file.columnsOf('dividends')).toEqual(['id', 'symbol', 'date', 'amount']);
  file.close();
});
