import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { isTickerSymbol, type TickerSymbol } from '../../src/domain/nominal.ts';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import { countRows } from '../../src/sources/legacy-sqlite/read.ts';
import { createHistory } from '../../src/sources/synthetic/adjusted-history.ts';
import { bars } from '../../src/sources/synthetic/bars.ts';
import { createCompany } from '../../src/sources/synthetic/company.ts';
import { schemaOf } from '../../src/sources/synthetic/legacy-schema.ts';
import { createPrng } from '../../src/sources/synthetic/prng.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { hasSharedLegacy, sharedFile } from '../support/sources.ts';
import { errorOf, useFolders } from './legacy-support.ts';

const newFolder = useFolders();
const endMs = Date.UTC(2026, 10, 20);
const symbol = 'SYNA' as TickerSymbol;

describe('random numbers', () => {
  test('are the same for the same seed, and others for another seed or label', () => {
    const first = (seed: number, label?: string): number[] => {
      const prng = createPrng(seed, label);
      return [prng.uniform(), prng.uniform(), prng.normal()];
    };
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
    expect(first(1, 'a')).not.toEqual(first(1, 'b'));
  });

  test('have the moments they should have', () => {
    const prng = createPrng(42);
    const draws = Array.from({ length: 20_000 }, () => prng.normal());
    const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    for (let index = 0; index < 1_000; index += 1) expect([1, 2, 3]).toContain(prng.integer(1, 3));
  });
});

describe('bars', () => {
  test.each([
    ['1d', 1],
    ['1h', 7],
    ['1m', 390],
  ] as const)('of %s: %i in a session, ascending, low below and high above the rest', (interval, perDay) => {
    const fromMs = endMs - 13 * 86_400_000;
    const made = [...bars(1, { symbol, interval, fromMs, toMs: endMs })];
    expect(made).toHaveLength(10 * perDay);
    let last = 0;
    for (const bar of made) {
      expect(bar.ts).toBeGreaterThan(last);
      expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
      expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
      expect(bar.low).toBeGreaterThan(0);
      last = bar.ts;
    }
    const startsAtMidnight = made.every((bar) => bar.ts % 86_400_000_000 === 0);
    expect(startsAtMidnight).toBe(interval === '1d');
  });

  test('have volatility that clusters: absolute returns follow each other', () => {
    const made = [...bars(7, { symbol, interval: '1d', fromMs: Date.UTC(1990, 0, 1), toMs: endMs })];
    const sizes = made
      .slice(1)
      .map((bar, index) => Math.abs(Math.log(bar.close / (made[index]?.close ?? 1))));
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
    const covariance = sizes
      .slice(1)
      .reduce((sum, size, index) => sum + (size - mean) * ((sizes[index] ?? 0) - mean), 0);
    const variance = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0);
    expect(covariance / variance).toBeGreaterThan(0.05);
    // A year's volatility between 10 % and 60 %.
    expect(mean * Math.sqrt(252)).toBeGreaterThan(0.1);
    expect(mean * Math.sqrt(252)).toBeLessThan(0.6);
  });
});

test('adjusted history has no jump at a split and arbitrary doubles before it', () => {
  const company = createCompany(0);
  const history = createHistory(1, company, 12, endMs);
  expect(history.splits.map(({ amount }) => amount)).toEqual([2, 4]);
  for (const { dayMs } of history.splits) {
    const index = history.bars.findIndex((bar) => bar.ts === dayMs * 1_000);
    const ratio = (history.bars[index]?.close ?? 0) / (history.bars[index - 1]?.close ?? 1);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.2);
  }
  const oldest = history.bars[0]?.close ?? 0;
  expect(Math.abs(oldest * 100 - Math.round(oldest * 100))).toBeGreaterThan(1e-6);
});

describe('the written file', () => {
  const contentOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

  test('is by default six made-up symbols over twelve years', () => {
    const started = performance.now();
    const manifest = writeSyntheticLegacy(join(newFolder(), 'demo.db'));
    // Measured 0.3 s; a wide margin, since other work may share the machine.
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(manifest.symbols).toEqual(['SYNA', 'SYNB', 'SYNC', 'SYND', 'SYNE', 'SYNF']);
    expect(manifest.defects).toEqual({});
    expect(manifest.rows.price_history).toBeGreaterThan(18_000);
    const database = new DatabaseSync(manifest.path, { readOnly: true });
    const one = (query: string): unknown => database.prepare(query).get()?.['n'];
    expect(one(`SELECT count(*) AS n FROM stocks WHERE name LIKE 'Synthetic %'`)).toBe(6);
    expect(one('SELECT count(DISTINCT symbol) AS n FROM dividends')).toBe(4);
    expect(one('SELECT count(DISTINCT symbol) AS n FROM splits')).toBe(3);
    expect(one('SELECT count(DISTINCT symbol) AS n FROM options_calls')).toBe(1);
    expect(one('SELECT max(date) AS n FROM price_history')).toBe('2026-11-20');
    expect(one('SELECT min(date) AS n FROM price_history')).toMatch(/^2014-11/);
    expect(one(`SELECT count(*) AS n FROM stock_info WHERE info_json LIKE '%: NaN%'`)).toBe(2);
    database.close();
  });

  test('is the same for the same seed and another for another', () => {
    const write = (seed: number): string => {
      const path = join(newFolder(), 'demo.db');
      writeSyntheticLegacy(path, { seed, symbols: 2, years: 1, dirt: true });
      return contentOf(path);
    };
    expect(write(1)).toBe(write(1));
    expect(write(1)).not.toBe(write(2));
  });

  test.each([1, 2] as const)(
    'of generation %i opens as such, with the rows of the manifest',
    (generation) => {
      const manifest = writeSyntheticLegacy(join(newFolder(), 'demo.db'), {
        generation,
        symbols: 2,
        years: 1,
        dirt: true,
      });
      const file = openLegacyFile(manifest.path);
      expect(file.generation).toBe(generation);
      for (const table of file.tables) expect(countRows(file, table)).toBe(manifest.rows[table] ?? 0);
      file.close();
    },
  );

  test('never replaces an existing one', async () => {
    const path = join(newFolder(), 'demo.db');
    writeFileSync(path, 'precious');
    expect((await errorOf(() => writeSyntheticLegacy(path))).code).toBe('USAGE');
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  test('is refused for senseless numbers', async () => {
    const path = join(newFolder(), 'demo.db');
    for (const options of [{ symbols: 0 }, { symbols: 1.5 }, { years: 0 }, { years: Number.NaN }]) {
      expect((await errorOf(() => writeSyntheticLegacy(path, options))).code).toBe('USAGE');
    }
  });
});

test('many symbols stay distinct and valid', () => {
  const symbols = Array.from({ length: 800 }, (_, index) => createCompany(index).symbol);
  expect(new Set(symbols).size).toBe(800);
  expect(symbols.every((made) => isTickerSymbol(made))).toBe(true);
});

describe.skipIf(!hasSharedLegacy)('the schema', () => {
  test.each([1, 2] as const)('of generation %i is exactly that of a real file', (generation) => {
    const statementsOf = (path: string): unknown[] => {
      const database = new DatabaseSync(path, { readOnly: true });
      const rows = database
        .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name')
        .all();
      database.close();
      return rows;
    };
    const { path } = writeSyntheticLegacy(join(newFolder(), 'demo.db'), { generation, symbols: 1, years: 1 });
    expect(statementsOf(path)).toEqual(statementsOf(sharedFile(generation)));
    expect(schemaOf(generation).length).toBeGreaterThan(6);
  });
});
