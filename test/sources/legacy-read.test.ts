import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { duplicateNullContracts } from '../../src/sources/legacy-sqlite/null-contracts.ts';
import { type LegacyFile, openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { countRows, knownStrategyIds, knownSymbols, readRows } from '../../src/sources/legacy-sqlite/read.ts';
import {
  type LegacyTableName,
  legacyTableNames,
  legacyTables,
} from '../../src/sources/legacy-sqlite/tables.ts';
import { schemaOf } from '../../src/sources/synthetic/legacy-schema.ts';
import { change, hasSharedLegacy, sharedFile } from '../support/sources.ts';
import { useFolders } from './legacy-support.ts';

const newFolder = useFolders();

/** Opens an empty file of generation 2 after these statements, and closes it after the action. */
function withFile<Result>(statements: string[], action: (file: LegacyFile) => Result): Result {
  const path = join(newFolder(), 'stockula.db');
  change(path, ...schemaOf(2), ...statements);
  const file = openLegacyFile(path);
  try {
    return action(file);
  } finally {
    file.close();
  }
}

const places = (file: LegacyFile, table: LegacyTableName): string[] =>
  [...readRows(file, table)].map(({ place }) => place);

describe('rows', () => {
  test('carry every value with its own type, integers as bigint', () => {
    const rows = withFile(
      [
        `INSERT INTO price_history (id, symbol, date, interval, open_price, high_price, low_price, close_price, volume)
         VALUES (7, 'A', '2020-01-02', '1d', 1, 1e999, 'x', x'00ff', 9223372036854775807)`,
      ],
      (file) => [...readRows(file, 'price_history')],
    );
    expect(rows).toEqual([
      {
        place: '7',
        row: {
          id: 7n,
          symbol: 'A',
          date: '2020-01-02',
          interval: '1d',
          open_price: 1,
          high_price: Number.POSITIVE_INFINITY,
          low_price: 'x',
          close_price: new Uint8Array([0, 255]),
          volume: 9_223_372_036_854_775_807n,
          created_at: expect.any(String),
          updated_at: expect.any(String),
        },
      },
    ]);
  });

  test('keep NUL characters, and bytes that are not UTF-8 instead of replacing them', () => {
    const rows = withFile(
      [
        `INSERT INTO stocks (symbol, name) VALUES ('A', 'x' || char(0) || 'y'), ('B', CAST(x'41ff42' AS TEXT)),
           ('C', 'genuine ' || char(65533))`,
      ],
      (file) => [...readRows(file, 'stocks')].map(({ row }) => row['name']),
    );
    expect(rows).toEqual(['x\0y', new Uint8Array([0x41, 0xff, 0x42]), 'genuine \uFFFD']);
  });

  test('come with equal keys as neighbours, always in the same order', () => {
    const bar = (id: number, symbol: string, date: string, interval: string): string =>
      `INSERT INTO price_history (id, symbol, date, interval) VALUES (${id}, '${symbol}', '${date}', '${interval}')`;
    const order = withFile(
      [
        bar(1, 'B', '2020-01-01', '1d'),
        bar(2, 'A', '2020-01-02', '1d'),
        bar(3, 'A', '2020-01-01', '1h'),
        bar(4, 'A', '2020-01-01 00:00:00', '1d'),
        bar(5, 'A', '2020-01-01', '1d'),
      ],
      (file) => places(file, 'price_history'),
    );
    expect(order).toEqual(['5', '4', '2', '3', '1']);
  });

  test('are placed by symbol, by rowid where there is none', () => {
    const path = join(newFolder(), 'stockula.db');
    change(path, ...schemaOf(1), `INSERT INTO stocks (symbol) VALUES ('A'), (NULL), (NULL)`);
    const file = openLegacyFile(path);
    expect(places(file, 'stocks')).toEqual(['rowid:2', 'rowid:3', 'A']);
    file.close();
    const version = withFile([`INSERT INTO alembic_version VALUES ('abc')`], (open) =>
      places(open, 'alembic_version'),
    );
    expect(version).toEqual(['rowid:1']);
  });

  test('have places of their own even where ids repeat', () => {
    const found = withFile(
      [
        'DROP TABLE splits',
        'CREATE TABLE splits (id, symbol, date, ratio)',
        `INSERT INTO splits VALUES (9, 'A', '2020-01-01', 2), (9, 'A', '2020-01-02', 2)`,
      ],
      (file) => places(file, 'splits'),
    );
    expect(found).toEqual(['rowid:1', 'rowid:2']);
  });

  test('of a table that the file does not have are none', () => {
    const found = withFile(['DROP TABLE autots_models'], (file) => [
      countRows(file, 'autots_models'),
      places(file, 'autots_models').length,
    ]);
    expect(found).toEqual([0, 0]);
  });

  test('stop being read when the reader stops', () => {
    withFile([`INSERT INTO stocks (symbol) VALUES ('A'), ('B')`], (file) => {
      for (const { place } of readRows(file, 'stocks')) {
        expect(place).toBe('A');
        break;
      }
      expect(countRows(file, 'stocks')).toBe(2);
    });
  });
});

describe('what rows are checked against', () => {
  test('symbols exactly as stocks has them', () => {
    const symbols = withFile([`INSERT INTO stocks (symbol) VALUES ('AAPL'), ('bac')`], knownSymbols);
    expect(symbols).toEqual(new Set(['AAPL', 'bac']));
  });

  test('ids of strategies', () => {
    const ids = withFile(
      [`INSERT INTO strategies VALUES (4, 'n', 'C', 'm', NULL, NULL, 1, '2020-01-01', '2020-01-01')`],
      knownStrategyIds,
    );
    expect(ids).toEqual(new Set([4n]));
  });

  test('options without a contract symbol that nobody can tell apart', () => {
    const option = (id: number, strike: number, contract: string, time: string): string =>
      `INSERT INTO options_puts (id, symbol, expiration_date, strike, contract_symbol, created_at, updated_at)
       VALUES (${id}, 'A', '2026-01-16', ${strike}, ${contract}, '${time}', '${time}')`;
    const ids = withFile(
      [
        option(1, 100, 'NULL', '2025-01-01 00:00:00'),
        option(2, 100, `''`, '2025-01-01 00:00:00'),
        option(3, 100, 'NULL', '2025-01-02 00:00:00'),
        option(4, 110, 'NULL', '2025-01-01 00:00:00'),
        option(5, 100, `'X'`, '2025-01-01 00:00:00'),
      ],
      (file) => duplicateNullContracts(file, 'options_puts'),
    );
    expect(ids).toEqual(new Set([1n, 2n]));
  });
});

test('each table goes to its own target', () => {
  const targets = legacyTableNames.map((name) => legacyTables[name].target);
  expect(new Set(targets).size).toBe(legacyTableNames.length);
  expect(legacyTables.price_history.target).toBe('ts_price_history');
  expect(legacyTables.alembic_version.target).toBe('legacy_schema_version');
});

describe.skipIf(!hasSharedLegacy)('a real database', () => {
  test.each([1, 2] as const)('generation %i is read whole and in order', (generation) => {
    const file = openLegacyFile(sharedFile(generation));
    expect(file.generation).toBe(generation);
    expect(file.extras).toEqual([]);
    const expected = generation === 1 ? 10_105 : 31_543;
    expect(countRows(file, 'price_history')).toBe(expected);
    let rows = 0;
    let last = '';
    for (const { row } of readRows(file, 'price_history')) {
      const key = `${row['symbol']} ${row['interval'] ?? ''} ${row['date']}`;
      expect(key >= last).toBe(true);
      last = key;
      rows += 1;
    }
    expect(rows).toBe(expected);
    file.close();
  });
});
