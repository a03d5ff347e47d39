import { expect, it } from 'vitest';
import type { EpochMicros } from '../../src/domain/nominal.ts';
import { decide } from '../../src/migrate/decide.ts';
import { routes } from '../../src/migrate/routes.ts';
import { readContexts } from '../../src/migrate/source.ts';
import { openLegacyFile } from '../../src/sources/legacy-sqlite/open.ts';
import type { LegacyTableName } from '../../src/sources/legacy-sqlite/tables.ts';
import { change, loosen, syntheticFile } from '../support/sources.ts';

const asOf = (Date.UTC(2026, 0, 1) * 1000) as EpochMicros;

/** An empty database without constraints, as exports and imports leave them behind. */
function looseFile(...statements: string[]): string {
  const path = syntheticFile({ symbols: 1, years: 1 });
  loosen(path, 'dropped');
  change(path, `INSERT INTO stocks (symbol) VALUES ('AAA'), ('BRK-B'), ('BRK.B')`, ...statements);
  return path;
}

/** `place kind` of each decision, with defect and twin where there are some. */
function decisions(path: string, table: LegacyTableName): string[] {
  const file = openLegacyFile(path);
  try {
    const contexts = readContexts(file, asOf);
    return routes.flatMap((use) =>
      use((route) => {
        if (route.source !== table) return [];
        return [...decide(route, file, contexts)].map((decision) => {
          if (decision.kind === 'write') return `${decision.place} write`;
          const reason = decision.kind === 'quarantine' ? ` ${decision.defect}` : '';
          return `${decision.place} ${decision.kind}${reason} ${decision.twin ?? ''}`.trim();
        });
      }),
    );
  } finally {
    file.close();
  }
}

const bar = (id: number, date: string, close = 10, interval = '1d'): string =>
  `INSERT INTO price_history (id, rowid, symbol, date, interval, open_price, high_price, low_price, close_price, volume)
   VALUES (${id}, ${id}, 'AAA', '${date}', '${interval}', 10, 20, 5, ${close}, 7)`;

it('finds the same bar under every spelling of its time, also with others in between', () => {
  const path = looseFile(
    bar(1, '2020-01-02'),
    bar(2, '2020-01-02 00:00:00'),
    bar(3, '2020-01-02T00:00:00'),
    bar(4, '2020-01-02 00:00:00.000000', 11),
    bar(5, '2020-01-03'),
    bar(6, '2020-01-02 12:00:00'),
    bar(7, '2020-01-02T00:00:00Z'),
    bar(8, '2020-01-02 09:30:00', 10, '1h'),
    bar(9, '2020-01-02T09:30:00Z', 10, '1h'),
    bar(10, '2020-01-02 10:30:00', 10, '1h'),
    bar(11, '2020-01-02T09:30:00.5', 10, '1h'),
  );
  expect(decisions(path, 'price_history').sort()).toEqual(
    [
      '1 write',
      '2 merge 1',
      '3 merge 1',
      '4 quarantine conflicting_twin 1',
      '5 write',
      '6 quarantine unparseable_date',
      '7 merge 1',
      '8 write',
      '9 merge 8',
      '10 write',
      '11 write',
    ].sort(),
  );
});

const option = (
  id: number,
  symbol: string,
  strike: number,
  contract: string | null,
  at = '2020-01-02 21:00:00',
): string =>
  `INSERT INTO options_calls (id, rowid, symbol, expiration_date, strike, contract_symbol, created_at, updated_at)
   VALUES (${id}, ${id}, '${symbol}', '2021-01-15', ${strike}, ${contract === null ? 'NULL' : `'${contract}'`}, '${at}', '${at}')`;

it('finds the same contract under other terms and other symbols', () => {
  const path = looseFile(
    option(1, 'AAA', 100, 'AAA210115C00100000'),
    option(2, 'AAA', 110, 'AAA210115C00110000'),
    option(3, 'AAA', 120, 'AAA210115C00100000'),
    option(4, 'AAA', 100, 'AAA210115C00100000', '2020-01-03 21:00:00'),
    option(5, 'BRK-B', 100, 'BRKB210115C00100000'),
    option(6, 'BRK.B', 100, 'BRKB210115C00100000'),
    option(7, 'BRK.B', 130, null),
    option(8, 'BRK-B', 130, 'BRKB210115C00130000'),
    option(9, 'BRK-B', 140, null),
    option(10, 'BRK.B', 140, null),
    option(11, 'AAA', 150, 'odd'),
    option(12, 'BRK.B', 150, 'odd'),
  );
  expect(decisions(path, 'options_calls').sort()).toEqual(
    [
      '1 write',
      '2 write',
      '3 quarantine conflicting_twin 1',
      '4 write',
      '5 write',
      '6 quarantine conflicting_twin 5',
      '7 quarantine conflicting_twin 8',
      '8 write',
      '9 write',
      '10 quarantine conflicting_twin 9',
      '11 write',
      '12 quarantine conflicting_twin 11',
    ].sort(),
  );
});

it('does not take NULL for the text null', () => {
  const path = looseFile(
    `INSERT INTO stocks (symbol, name) VALUES ('BBB', NULL), ('BBB', 'null'), ('BBB', NULL)`,
  );
  expect(decisions(path, 'stocks').filter((text) => text.startsWith('BBB'))).toEqual([
    'BBB write',
    'BBB (2) quarantine conflicting_twin BBB',
    'BBB (3) merge BBB',
  ]);
});

it('names places so that the database can hold them, each once', () => {
  const path = looseFile(
    `INSERT INTO stocks (symbol) VALUES ('A' || char(0) || 'B'), ('x' || hex(zeroblob(5000))), ('y y'), ('y y'), ('y y')`,
  );
  const places = decisions(path, 'stocks').map((text) => text.replace(/ (quarantine|write).*/, ''));
  expect(new Set(places).size).toBe(places.length);
  expect(places).toEqual(expect.arrayContaining(['y y', 'y y (2)', 'y y (3)']));
  for (const place of places) {
    expect(place).not.toContain('\0');
    expect(place.length).toBeLessThan(250);
  }
});

it('decides the same each time', () => {
  const path = syntheticFile({ dirt: true, years: 2 });
  expect(decisions(path, 'price_history')).toEqual(decisions(path, 'price_history'));
});
