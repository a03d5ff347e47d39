import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { readRows } from '../../src/sources/legacy-sqlite/read.ts';
import { symbolsToAskFor } from '../../src/sources/legacy-sqlite/row-pages.ts';
import { legacyTables } from '../../src/sources/legacy-sqlite/tables.ts';
import { schemaOf } from '../../src/sources/synthetic/legacy-schema.ts';
import { change } from '../support/sources.ts';
import { useFolders } from './legacy-support.ts';

const newFolder = useFolders();
const whole = { table: 'price_history', columns: '*', order: legacyTables.price_history.orderBy };

interface Outcome {
  /** Whether its rows are asked for by symbol. */
  readonly bySymbol: boolean;
  readonly ids: readonly unknown[];
}

/** What is read of a file of these statements, which has to be what SQLite itself gives in this order. */
function read(generation: 1 | 2, ...statements: string[]): Outcome {
  const path = join(newFolder(), 'stockula.db');
  change(path, ...schemaOf(generation), ...statements);
  const database = new DatabaseSync(path);
  const expected = database
    .prepare(`SELECT id, close_price AS close FROM price_history ORDER BY ${whole.order.join(', ')}`)
    .all();
  database.close();
  const file = openLegacyFile(path);
  try {
    const rows = [...readRows(file, 'price_history')].map(({ row }) => row);
    const found = rows.map(({ id, close_price: close }) => ({ id: Number(id), close }));
    expect(found).toEqual(expected.map((row) => ({ ...row })));
    return { bySymbol: symbolsToAskFor(file, whole) !== null, ids: found.map(({ id }) => id) };
  } finally {
    file.close();
  }
}

const columns = '(symbol, date, interval, close_price)';
const numbers = (rows: number): string =>
  `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows - 1})`;
const day = (days: string): string => `date('1980-01-01', '+' || (${days}) || ' days')`;
const eachHistory = (symbols: number, days: number): string =>
  `INSERT INTO price_history ${columns} ${numbers(symbols * days)}
   SELECT 'S' || (i / ${days}), ${day(`${days} - i % ${days}`)}, '1d', i / 7.0 FROM n`;
const eachDay = (symbols: number, days: number): string =>
  `INSERT INTO price_history ${columns} ${numbers(symbols * days)}
   SELECT 'S' || (i % ${symbols}), ${day(`i / ${symbols}`)}, '1d', i / 7.0 FROM n`;

describe('all bars of a file come in their order, each once', () => {
  test('by symbol, where those of a symbol lie together', () => {
    expect(read(2, eachHistory(12, 900)).bySymbol).toBe(true);
  });

  test('by symbol, where one has more than are fetched at once', () => {
    const { bySymbol, ids } = read(2, eachHistory(3, 10_777));
    expect(bySymbol).toBe(true);
    expect(ids).toHaveLength(3 * 10_777);
  });

  test('in one sorted reading, where days of many symbols follow each other', () => {
    expect(read(2, eachDay(60, 200)).bySymbol).toBe(false);
  });

  test('to the last one, where it stands alone on its page', () => {
    const { bySymbol, ids } = read(2, eachDay(3, 167));
    expect(bySymbol).toBe(true);
    expect(ids).toHaveLength(501);
    expect(read(2, eachDay(167, 3)).ids).toHaveLength(501);
  });

  test('by symbol still, after some days that were added to all symbols in turn', () => {
    const few = `INSERT INTO price_history ${columns} ${numbers(120)}
      SELECT 'S' || (i % 12), date('2020-01-01', '+' || (i / 12) || ' days'), '1d', i FROM n`;
    expect(read(2, eachHistory(12, 900), few).bySymbol).toBe(true);
  });

  test('whatever stands for a symbol', () => {
    const odd = `INSERT INTO price_history ${columns} VALUES
      (x'41', '2020-01-02', '1d', 1), (7, '2020-01-02', '1d', 2), ('s0', '2020-01-02', '1d', 3), ('', '2020-01-02', '1d', 4),
      ('S0', 5, '1d', 5), ('S0', x'00', '1d', 6), ('S' || char(0) || '0', '2020-01-02', '1d', 7), ('7', '2020-01-03', '1d', 8)`;
    expect(read(2, eachHistory(4, 500), odd).bySymbol).toBe(true);
  });

  test('where a symbol is no UTF-8 or is missing, and where no index leads to symbols', () => {
    const broken = `INSERT INTO price_history ${columns} VALUES (CAST(x'41ff' AS TEXT), '2020-01-02', '1d', 1), ('A', '2020-01-02', '1d', 2)`;
    expect(read(2, eachHistory(4, 500), broken).bySymbol).toBe(false);
    const withoutIndex = [
      `CREATE TABLE bars AS SELECT * FROM price_history`,
      'DROP TABLE price_history',
      'ALTER TABLE bars RENAME TO price_history',
      `INSERT INTO price_history (id, symbol, date, interval, close_price) VALUES (-1, NULL, NULL, NULL, 9), (-2, NULL, '2020-01-01', NULL, 8)`,
    ];
    expect(read(2, eachHistory(4, 500), ...withoutIndex).bySymbol).toBe(false);
    const indexed = [...withoutIndex, 'CREATE INDEX by_symbol ON price_history (symbol)'];
    expect(read(2, eachHistory(4, 500), ...indexed).bySymbol).toBe(true);
  });

  test('in a file of generation 1', () => {
    expect(read(1, eachHistory(12, 300)).ids).toHaveLength(12 * 300);
  });
});
