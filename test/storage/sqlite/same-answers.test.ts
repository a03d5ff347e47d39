import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { compareStores } from '../../../src/migrate/compare-stores.ts';
import { SqliteMarket } from '../../../src/storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../../../src/storage/timescale/timescale-market.ts';
import { startTarget, type Target } from '../../migrate/target.ts';
import { freshFolder } from '../../support/embedded.ts';
import {
  ask,
  change,
  cleanSharedFile,
  dirtySharedFile,
  hasSharedLegacy,
  loosen,
  syntheticFile,
} from '../../support/sources.ts';

// A file and the database it was migrated into answer alike. Most tests migrate first.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const symbol = (text: string): TickerSymbol => text as TickerSymbol;

/** Both stores; the file's dates are judged as of the migration. */
async function migrated(path: string): Promise<{ file: SqliteMarket; database: TimescaleMarket }> {
  await target.reset();
  expect((await target.run(path)).status).toBe('verified');
  const asOf = await target.asOf();
  return { file: new SqliteMarket(path, { asOf }), database: new TimescaleMarket(target.database.pool) };
}

async function expectSameAnswers(path: string): Promise<Record<string, number>> {
  const { file, database } = await migrated(path);
  const seen: string[] = [];
  const comparison = await compareStores(file, database, {
    onProgress: ({ symbol, done, total }) => void seen.push(`${symbol} ${done}/${total}`),
  });
  expect(comparison.differences).toEqual([]);
  expect(comparison.differing).toBe(0);
  expect(seen).toHaveLength(comparison.compared.symbol);
  expect(await file.symbols()).toEqual(await database.symbols());
  for (const interval of ['1d', '1h', '1wk'] as const)
    expect(await file.symbolWithMostBars(interval)).toBe(await database.symbolWithMostBars(interval));
  for (const one of await file.symbols())
    expect(await file.intervalsOf(symbol(one))).toEqual(await database.intervalsOf(symbol(one)));
  return comparison.compared;
}

/** A file whose tables have lost their constraints, as exports and imports leave them. */
function looseFile(...statements: string[]): string {
  const path = syntheticFile({ symbols: 2, years: 1 });
  loosen(path, 'kept');
  change(path, ...statements);
  return path;
}

const bar = (id: number, date: string, interval: string, close: number): string =>
  `INSERT INTO price_history (id, symbol, date, interval, open_price, high_price, low_price, close_price, volume)
   VALUES (${id}, 'SYNA', '${date}', '${interval}', 10, 20, 5, ${close}, 7)`;

const call = (id: number, of: string, contract: string | null, quoted: string, bid: number): string =>
  `INSERT INTO options_calls (id, symbol, expiration_date, strike, bid, contract_symbol, created_at, updated_at)
   VALUES (${id}, '${of}', '2027-01-15', 190, ${bid}, ${contract === null ? 'NULL' : `'${contract}'`}, '${quoted}', '${quoted}')`;

describe('the same answers from the file and from the database', () => {
  it.each([1, 2] as const)('generation %i with every kind of dirt', async (generation) => {
    const path = syntheticFile({ generation, symbols: 3, years: 2, dirt: true });
    const compared = await expectSameAnswers(path);
    const [rows] = ask<{ bars: number }>(path, 'SELECT count(*) AS bars FROM price_history');
    expect(compared['bar']).toBeGreaterThan(1_000);
    expect(compared['bar']).toBeLessThan(rows?.bars ?? 0);
  });

  it('twins, spellings of times, intraday bars, later quotes, shared contracts, odd documents', async () => {
    const path = looseFile(
      `INSERT INTO stocks (symbol, market_cap) VALUES ('BRK-B', 1), ('BRK.B', 1), ('^IRX', 1), ('ZZZ', 'much')`,
      bar(90_001, '2019-01-02', '1d', 10),
      bar(90_002, '2019-01-02 00:00:00', '1d', 11),
      bar(90_003, '2019-01-02T00:00:00Z', '1d', 10),
      // The first in the source's order is not the first in time: 'T' comes after ' '.
      bar(90_010, '2019-01-02 15:30:00', '1h', 10),
      bar(90_011, '2019-01-02T14:30:00', '1h', 11),
      bar(90_012, '2019-01-02 14:30:00.000', '1h', 12),
      bar(90_013, '2019-01-02 14:30:00.000250', '1h', 13),
      bar(90_017, '2019-01-02T13:30:00', '1h', 9),
      bar(90_014, '2019-01-03', '1h', 13),
      bar(90_015, '2019-01-03 10:00:00', '60m', 13),
      bar(90_016, '2019-01-03 10:00:00', '1wk', 13),
      `UPDATE price_history SET volume = NULL WHERE id = 90010`,
      `UPDATE price_history SET volume = 9007199254740993 WHERE id = 90011`,
      `INSERT INTO dividends (id, symbol, date, amount) VALUES (900, 'SYNA', '2019-03-02 00:00:00', 0.3),
        (901, 'SYNA', '2019-03-02', 0.2), (902, 'SYNA', '2019-03-03', -1), (903, 'syna', '2019-03-04', 1)`,
      call(91_001, 'BRK-B', 'BRKB270115C00190000', '2026-01-02 21:00:00', 1),
      call(91_002, 'BRK.B', 'BRKB270115C00190000', '2026-01-02 21:00:00', 2),
      call(91_003, 'BRK.B', 'BRKB270115C00190000', '2026-01-02 22:00:00', 3),
      call(91_004, 'BRK.B', null, '2026-01-01 22:00:00', 4),
      // Two that nobody can tell apart, and one of another time.
      call(91_005, '^IRX', null, '2026-01-01 22:00:00', 5),
      call(91_006, '^IRX', null, '2026-01-01 22:00:00', 6),
      call(91_007, '^IRX', null, '2026-01-03 22:00:00', -0.0),
      call(91_008, '^IRX', null, '2026-01-04 22:00:00', 7),
      `UPDATE stock_info SET info_json = '{"b": 1.50, "z": -0, "a": 1, "a": 12345678901234567890, "c": [NaN, 1e400], "d": "é\\u00e9"}'
         WHERE symbol = 'SYNA'`,
      `UPDATE stock_info SET info_json = 'none' WHERE symbol = 'SYNB'`,
    );
    await expectSameAnswers(path);
    const [file, database] = [new SqliteMarket(path), new TimescaleMarket(target.database.pool)];
    expect(await file.intervalsOf(symbol('SYNA'))).toEqual(['1d', '1h']);
    const { series } = await file.bars(symbol('SYNA'), '1h');
    expect([...series.close]).toEqual([9, 12, 13, 10]);
    expect([...series.volume]).toEqual([7, 7, 7, Number.NaN]);
    expect((await file.dividends(symbol('SYNA')))[0]).toMatchObject({ amount: 0.2 });
    const bids = async (of: string): Promise<unknown[]> =>
      (await file.optionChain(symbol(of))).calls.map(({ contract, bid }) => `${contract} ${bid}`);
    expect(await bids('BRK-B')).toEqual(['BRKB270115C00190000 1']);
    expect(await bids('BRK.B')).toEqual(['BRKB270115C00190000 3']);
    // Of two quotes of one contract and time, under two symbols, the first symbol's is the one.
    const between = Date.parse('2026-01-02T21:30:00Z') as EpochMs;
    const earlier = await file.optionChain(symbol('BRK.B'), between);
    expect(earlier).toEqual(await database.optionChain(symbol('BRK.B'), between));
    expect(earlier.calls).toMatchObject([{ bid: 4 }]);
    expect(await bids('^IRX')).toEqual(['IRX270115C00190000 7']);
    expect(await file.symbols()).toEqual(['BRK-B', 'BRK.B', 'SYNA', 'SYNB', '^IRX']);
  });

  it('parts of a history: ranges that cut days, the latest bars, a chain as of a time', async () => {
    const path = looseFile(
      ...[13, 14, 15].map((hour) => bar(90_000 + hour, `2019-01-02 ${hour}:30:00`, '1h', hour)),
      ...[13, 14, 15].map((hour) => bar(90_100 + hour, `2019-01-03T${hour}:30:00`, '1h', hour)),
      call(91_001, 'SYNA', null, '2026-01-01 22:00:00', 1),
      call(91_002, 'SYNA', null, '2026-01-02 22:00:00', 2),
    );
    const { file, database } = await migrated(path);
    const ms = (iso: string): EpochMs => Date.parse(iso) as EpochMs;
    const cuts = [ms('2019-01-02T14:30:00Z'), ms('2019-01-03T14:30:00Z'), ms('2019-01-02T14:30:00.001Z')];
    const counts: number[] = [];
    for (const range of [
      { from: cuts[0], to: cuts[1] },
      { from: cuts[2] },
      { to: cuts[1], latest: 2 },
      { latest: 0 },
      { from: ms('-002000-01-01T00:00:00Z'), to: ms('+012000-01-01T00:00:00Z') },
    ]) {
      const answer = await file.bars(symbol('SYNA'), '1h', range);
      expect(answer).toEqual(await database.bars(symbol('SYNA'), '1h', range));
      counts.push(answer.series.ts.length);
    }
    expect(counts).toEqual([4, 4, 2, 0, 6]);
    const first = (await file.dividends(symbol('SYNA')))[0];
    const day = ((first?.ts ?? 0) / 1_000) as EpochMs;
    expect(await file.dividends(symbol('SYNA'), { to: day })).toEqual([first]);
    expect(await database.dividends(symbol('SYNA'), { to: day })).toEqual([first]);
    for (const [asOf, bid] of [
      ['2026-01-01T22:00:00Z', 1],
      ['2026-01-02T22:00:00Z', 2],
    ] as const) {
      const chain = await file.optionChain(symbol('SYNA'), ms(asOf));
      expect(chain).toEqual(await database.optionChain(symbol('SYNA'), ms(asOf)));
      expect(chain.calls.map((quote) => quote.bid)).toEqual([bid]);
    }
    expect(await file.stockInfo(symbol('NONE'))).toBe(null);
    expect((await file.calendar(symbol('SYNA'))).id).toBe((await database.calendar(symbol('SYNA'))).id);
    expect((await file.bars(symbol('NONE'), '1d')).bases).toEqual([]);
  });
});

describe('one value changed in the file', () => {
  const original = syntheticFile({ symbols: 2, years: 3 });
  let database: TimescaleMarket;
  beforeAll(async () => {
    ({ database } = await migrated(original));
  });

  it.each([
    ['bar', 'UPDATE price_history SET close_price = close_price * (1 + 1e-15) WHERE id = 100'],
    ['bar', 'DELETE FROM price_history WHERE id = 100'],
    ['dividend', 'UPDATE dividends SET amount = 9 WHERE id = 1'],
    ['split', `INSERT INTO splits (symbol, date, ratio) VALUES ('SYNA', '2020-01-02', 2)`],
    ['call', 'UPDATE options_calls SET bid = 9 WHERE id = 3'],
    ['put', 'UPDATE options_puts SET open_interest = NULL WHERE id = 3'],
    ['info', `UPDATE stock_info SET info_json = '{}' WHERE symbol = 'SYNA'`],
    ['symbol', `INSERT INTO stocks (symbol) VALUES ('NEW')`],
  ])('%s: %s', async (kind, statement) => {
    const path = join(freshFolder('source'), 'changed.db');
    copyFileSync(original, path);
    const file = new SqliteMarket(path);
    expect((await compareStores(file, database)).differences).toEqual([]);
    change(path, statement);
    const { differences, differing } = await compareStores(file, database);
    expect(differences).toMatchObject([{ kind, symbol: kind === 'symbol' ? 'NEW' : 'SYNA', rows: 1 }]);
    expect(differing).toBe(1);
    expect((await compareStores(database, file)).differences).toEqual(differences);
  });
});

describe.skipIf(!hasSharedLegacy)('real legacy databases', () => {
  it('the clean one', async () => {
    expect(await expectSameAnswers(cleanSharedFile)).toEqual({
      symbol: 6,
      bar: 31_543,
      dividend: 381,
      split: 8,
      call: 2_266,
      put: 2_266,
      info: 6,
    });
  });

  it('the dirty one', async () => {
    const path = join(freshFolder('source'), 'dirty.db');
    copyFileSync(dirtySharedFile, path);
    const compared = await expectSameAnswers(path);
    expect(compared).toMatchObject({ symbol: 2, info: 2 });
  });
});
