import { expect, it, test } from 'vitest';
import type { EpochMicros } from '../../src/domain/nominal.ts';
import { type RepairKind, type RepairSet, repairKinds } from '../../src/domain/repair.ts';
import { type Decision, repairOf } from '../../src/etl/legacy/decide-rows.ts';
import { decide } from '../../src/migrate/decide.ts';
import { routes } from '../../src/migrate/routes.ts';
import { readContexts } from '../../src/migrate/source.ts';
import { type LegacyFile, openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import type { LegacyTableName } from '../../src/sources/legacy-sqlite/tables.ts';
import { createPrng } from '../../src/sources/synthetic/prng.ts';
import { identityIn } from '../../src/storage/timescale/record-identity.ts';
import { change, loosen, syntheticFile } from '../support/sources.ts';

const asOf = (Date.UTC(2026, 0, 1) * 1000) as EpochMicros;
const tables = ['stocks', 'stock_info', 'price_history', 'options_calls', 'dividends', 'splits'] as const;

/** An empty database without constraints, in which every row may come several times. */
function looseFile(...statements: string[]): string {
  const path = syntheticFile({ symbols: 1, years: 1 });
  loosen(path, 'dropped');
  change(path, ...statements);
  return path;
}

interface Decided {
  readonly place: string;
  readonly key: string | null;
  readonly kind: Decision<unknown>['kind'];
  readonly repairs: readonly RepairKind[];
  readonly text: string;
}

/** @param everywhere remembers all rows, whatever neighbourhood they have */
function decisionsIn(
  file: LegacyFile,
  table: LegacyTableName,
  repairs: RepairSet,
  everywhere = false,
): Decided[] {
  const contexts = readContexts(file, asOf, repairs);
  return routes.flatMap((use) =>
    use((route) => {
      if (route.source !== table) return [];
      const way = everywhere ? { ...route, neighbours: () => ({ areNeighbours: () => true }) } : route;
      return [...decide(way, file, contexts)].map((decision) => {
        const kinds = repairOf(decision)?.kinds ?? [];
        const parts = [
          decision.place,
          decision.kind,
          decision.kind === 'quarantine' ? decision.defect : '',
          decision.kind === 'write' ? '' : decision.twin,
          ...kinds,
        ];
        return {
          place: decision.place,
          key: decision.kind === 'write' ? identityIn(route.target).keyOf(decision.record) : null,
          kind: decision.kind,
          repairs: kinds,
          text: parts.filter(Boolean).join(' '),
        };
      });
    }),
  );
}

function decisions(path: string, table: LegacyTableName, ...kinds: RepairKind[]): string[] {
  const file = openLegacyFile(path);
  try {
    return decisionsIn(file, table, new Set(kinds))
      .map(({ text }) => text)
      .sort();
  } finally {
    file.close();
  }
}

const stock = (symbol: string, name = 'A'): string =>
  `INSERT INTO stocks (symbol, name) VALUES ('${symbol}', '${name}')`;

interface Bar {
  readonly symbol?: string;
  readonly interval?: string;
  readonly date?: string;
  readonly close?: number;
}

const bar = (id: number, { symbol = 'AAA', interval = '1d', date = '2020-01-02', close = 10 }: Bar = {}) =>
  `INSERT INTO price_history (id, rowid, symbol, date, interval, open_price, high_price, low_price, close_price, volume)
   VALUES (${id}, ${id}, '${symbol}', '${date}', '${interval}', 10, 20, 5, ${close}, 7)`;

interface Quote {
  readonly symbol?: string;
  readonly contract?: string;
  readonly bid?: number;
  readonly at?: string;
}

const option = (id: number, { symbol = 'AAA', contract, bid = 1, at = '2020-01-02 21:00:00' }: Quote = {}) =>
  `INSERT INTO options_calls (id, rowid, symbol, expiration_date, strike, contract_symbol, bid, created_at, updated_at)
   VALUES (${id}, ${id}, '${symbol}', '2021-01-15', 100, ${contract ? `'${contract}'` : 'NULL'}, ${bid}, '${at}', '${at}')`;

it('takes the instrument under its other spelling where there is none in upper case', () => {
  const path = looseFile(stock('aaa'), bar(1, { symbol: 'aaa' }), bar(2, { date: '2020-01-03' }));
  expect(decisions(path, 'stocks')).toEqual(['aaa quarantine symbol_case']);
  expect(decisions(path, 'price_history')).toEqual([
    '1 quarantine symbol_case',
    '2 quarantine orphan_symbol',
  ]);
  expect(decisions(path, 'stocks', 'symbol-case')).toEqual(['aaa write symbol-case']);
  expect(decisions(path, 'price_history', 'symbol-case')).toEqual(['1 write symbol-case', '2 write']);
});

it('prefers instruments and bars in upper case, wherever they are, and looks at what twins say', () => {
  const path = looseFile(
    stock('aaa', 'other'),
    stock('AAA'),
    stock('Aaa'),
    bar(1, { symbol: 'aaa', close: 11 }),
    bar(2, { symbol: 'Aaa' }),
    bar(3),
    bar(4, { symbol: 'aaa', date: '2020-01-02T00:00:00Z' }),
    bar(5, { symbol: 'aaa', date: '2020-01-03' }),
    bar(6, { symbol: 'Aaa', date: '2020-01-03', close: 11 }),
    bar(7, { symbol: 'orph' }),
  );
  expect(decisions(path, 'stocks', 'symbol-case')).toEqual([
    'AAA write',
    'Aaa merge AAA symbol-case',
    'aaa quarantine conflicting_twin AAA',
  ]);
  expect(decisions(path, 'price_history', 'symbol-case')).toEqual([
    '1 quarantine conflicting_twin 3',
    '2 merge 3 symbol-case',
    '3 write',
    '4 merge 3 symbol-case',
    '5 write symbol-case',
    '6 quarantine conflicting_twin 5',
    '7 quarantine orphan_symbol',
  ]);
});

it('prefers 1h to 60m', () => {
  const hour = { interval: '60m', date: '2020-01-02 09:30:00' };
  const path = looseFile(
    stock('AAA'),
    bar(1, hour),
    bar(2, { ...hour, close: 11 }),
    bar(3, { ...hour, interval: '1h', date: '2020-01-02T09:30:00Z' }),
    bar(4, { ...hour, date: '2020-01-02 10:30:00' }),
    bar(5, { ...hour, date: '2020-01-02' }),
    bar(6, { ...hour, symbol: 'aaa', date: '2020-01-02 10:30:00' }),
  );
  expect(decisions(path, 'price_history', 'interval-alias')).toEqual([
    '1 merge 3 interval-alias',
    '2 quarantine conflicting_twin 3',
    '3 write',
    '4 write interval-alias',
    '5 quarantine intraday_without_time',
    '6 quarantine symbol_case',
  ]);
  expect(decisions(path, 'price_history', 'interval-alias', 'symbol-case')).toContain(
    '6 merge 4 symbol-case interval-alias',
  );
});

it('keeps one of options that say the same, and none of those that do not', () => {
  const path = looseFile(
    stock('AAA'),
    option(1),
    option(2),
    option(3, { at: '2020-01-03 21:00:00' }),
    option(4, { at: '2020-01-03 21:00:00', bid: 2 }),
    option(5, { at: '2020-01-03 21:00:00' }),
    option(6, { at: '2020-01-04 21:00:00' }),
    option(7, { at: '2020-01-05 21:00:00' }),
    option(8, { at: '2020-01-05 21:00:00' }),
    option(9, { at: '2020-01-05 21:00:00', contract: 'AAA210115C00100000', bid: 2 }),
  );
  expect(decisions(path, 'options_calls', 'duplicate-options')).toEqual([
    '1 write duplicate-options',
    '2 merge 1 duplicate-options',
    '3 quarantine duplicate_option',
    '4 quarantine duplicate_option',
    '5 quarantine duplicate_option',
    '6 write',
    '7 quarantine conflicting_twin 9',
    '8 quarantine conflicting_twin 9',
    '9 write',
  ]);
});

it('lets options in upper case decide what is a duplicate', () => {
  const path = looseFile(
    stock('AAA'),
    option(1),
    option(2, { symbol: 'aaa' }),
    option(3, { symbol: 'aaa', bid: 2 }),
    option(4, { symbol: 'aaa', at: '2020-01-03 21:00:00' }),
    option(5, { symbol: 'Aaa', at: '2020-01-03 21:00:00' }),
    option(6, { at: '2020-01-04 21:00:00' }),
    option(7, { at: '2020-01-04 21:00:00' }),
    option(8, { symbol: 'aaa', at: '2020-01-04 21:00:00', bid: 2 }),
  );
  expect(decisions(path, 'options_calls', 'symbol-case')).toEqual([
    '1 write',
    '2 merge 1 symbol-case',
    '3 quarantine conflicting_twin 1',
    '4 quarantine duplicate_option',
    '5 quarantine duplicate_option',
    '6 quarantine duplicate_option',
    '7 quarantine duplicate_option',
    '8 quarantine duplicate_option',
  ]);
  expect(decisions(path, 'options_calls', ...repairKinds).slice(3)).toEqual([
    '4 write symbol-case duplicate-options',
    '5 merge 4 symbol-case duplicate-options',
    '6 write duplicate-options',
    '7 merge 6 duplicate-options',
    '8 quarantine conflicting_twin 6',
  ]);
});

it('notes company data with NaN, which is taken in any case', () => {
  const info = (symbol: string, json: string) => `INSERT INTO stock_info VALUES ('${symbol}', '${json}')`;
  const path = looseFile(stock('AAA'), stock('BBB'));
  change(
    path,
    'DROP TABLE stock_info',
    'CREATE TABLE stock_info (symbol, info_json)',
    info('AAA', '{"a": NaN}'),
    info('AAA', '{"a": null}'),
    info('BBB', '{}'),
  );
  expect(decisions(path, 'stock_info')).toEqual([
    'AAA (2) quarantine conflicting_twin AAA',
    'AAA write',
    'BBB write',
  ]);
  expect(decisions(path, 'stock_info', 'stock-info-nan')).toEqual([
    'AAA (2) quarantine conflicting_twin AAA',
    'AAA write stock-info-nan',
    'BBB write',
  ]);
});

/** Rows in which everything that matters collides often. */
function tangledFile(seed: number): string {
  const random = createPrng(seed);
  const pick = <T>(choices: readonly [T, ...T[]]): T =>
    choices[random.integer(0, choices.length - 1)] ?? choices[0];
  const spelt = () => pick(['AAA', 'aaa', 'Aaa', 'BRK-B', 'brk-b', 'BRK.B', 'brk.B', 'a a']);
  const ids = Array.from({ length: 150 }, (_, index) => index + 1);
  const dates = ['2020-01-02', '2020-01-02 09:30:00', '2020-01-02T09:30:00Z', '2020-01-03 09:30:00'] as const;
  return looseFile(
    // Known in any case: a stock that only a repair makes known brings rows that need none themselves.
    ...['AAA', 'BRK-B', 'BRK.B'].map((symbol) => stock(symbol)),
    ...Array.from({ length: 6 }, () => stock(spelt(), pick(['A', 'B']))),
    ...ids.map((id) =>
      bar(id, {
        symbol: spelt(),
        interval: pick(['1h', '60m', '1d']),
        date: pick(dates),
        close: pick([10, 10, 11]),
      }),
    ),
    ...ids.map((id) => {
      const contract = pick([undefined, undefined, 'AAA210115C00100000', 'BRKB210115C00100000']);
      return option(id, {
        symbol: spelt(),
        bid: pick([1, 1, 2]),
        at: `2020-01-${pick(['02', '03', '04', '05', '06', '07'])} 21:00:00`,
        ...(contract && { contract }),
      });
    }),
    ...ids.map(
      (id) =>
        `INSERT INTO dividends (id, rowid, symbol, date, amount) VALUES (${id}, ${id}, '${spelt()}', '${pick(dates)}', ${pick([1, 1, 2])})`,
    ),
  );
}

const subsets: RepairKind[][] = Array.from({ length: 2 ** repairKinds.length }, (_, bits) =>
  repairKinds.filter((_kind, at) => bits & (1 << at)),
);

test.each([1, 2, 3])('rows in a tangle (%i)', { timeout: 120_000 }, (seed) => {
  const file = openLegacyFile(tangledFile(seed));
  try {
    for (const table of tables) {
      const decided = subsets.map((kinds) => ({
        kinds,
        rows: decisionsIn(file, table, new Set(kinds)),
      }));
      for (const { kinds, rows } of decided) {
        // The order of reading makes neighbours of all rows with the same key.
        const remembered = decisionsIn(file, table, new Set(kinds), true);
        expect(rows.map(({ text }) => text).sort()).toEqual(remembered.map(({ text }) => text).sort());
        const keys = rows.flatMap(({ key }) => key ?? []);
        expect(new Set(keys).size).toBe(keys.length);
      }
      for (const few of decided) {
        const plain = few.rows.filter(({ kind, repairs }) => kind === 'write' && repairs.length === 0);
        for (const many of decided.filter(({ kinds }) => few.kinds.every((kind) => kinds.includes(kind)))) {
          // One more repair never takes anything away, nor puts a repaired row in the place of another.
          const keys = new Set(many.rows.map(({ key }) => key));
          expect(few.rows.filter(({ key }) => key !== null && !keys.has(key))).toEqual([]);
          const texts = new Set(many.rows.map(({ text }) => text));
          expect(plain.filter(({ text }) => !texts.has(text))).toEqual([]);
        }
      }
    }
  } finally {
    file.close();
  }
});
