import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { Cache } from '../../../src/cache/cache.ts';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import { StockulaManager } from '../../../src/manager/stockula-manager.ts';
import { SqliteMarket } from '../../../src/storage/sqlite/sqlite-market.ts';
import { errorOf } from '../../sources/legacy-support.ts';
import { change, syntheticFile } from '../../support/sources.ts';

const symbol = 'SYNA' as TickerSymbol;
const oneBar = `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price)
  VALUES ('SYNA', '2026-11-22', '1d', 10, 20, 5, 12.5)`;

/** The older application with a connection of its own that waits for no lock. */
async function withWriter(path: string, work: (writer: DatabaseSync) => Promise<void>): Promise<void> {
  const writer = new DatabaseSync(path, { timeout: 0 });
  try {
    await work(writer);
  } finally {
    writer.close();
  }
}

describe('while the older application writes the file', () => {
  it('what is not committed is not seen, what is committed is seen by the next question', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const market = new SqliteMarket(path);
    const last = async (): Promise<number | undefined> =>
      (await market.bars(symbol, '1d', { latest: 1 })).series.close[0];
    const before = await last();
    await withWriter(path, async (writer) => {
      writer.exec(`BEGIN IMMEDIATE; ${oneBar}`);
      expect(await last()).toBe(before);
      writer.exec('COMMIT');
      expect(await last()).toBe(12.5);
    });
  });

  it('the manager keeps nothing of it either', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const cache = new Cache({ price: 0, indicators: 0, marketData: 0 });
    const manager = new StockulaManager(new SqliteMarket(path), cache);
    const { close } = await manager.technicalAnalysis('SYNA', '1d', {}, {});
    expect(close).not.toBe(12.5);
    change(path, oneBar);
    expect((await manager.technicalAnalysis('SYNA', '1d', {}, {})).close).toBe(12.5);
  });

  it('it never finds a lock of ours between questions', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const market = new SqliteMarket(path);
    await withWriter(path, async (writer) => {
      for (const ask of [
        () => market.bars(symbol, '1d'),
        () => market.intervalsOf(symbol),
        () => market.optionChain(symbol),
        () => market.symbolWithMostBars('1d'),
      ]) {
        await ask();
        writer.exec('BEGIN EXCLUSIVE; COMMIT');
      }
    });
  });

  it('a lock that is not given up is an error after the timeout, not an answer', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const market = new SqliteMarket(path, { busyTimeoutMs: 100 });
    await withWriter(path, async (writer) => {
      writer.exec('BEGIN EXCLUSIVE');
      const error = await errorOf(() => market.bars(symbol, '1d'));
      expect(error.code).toBe('SOURCE_UNUSABLE');
      expect(error.message).toContain('another program keeps locked');
      writer.exec('COMMIT');
      expect((await market.bars(symbol, '1d')).series.ts.length).toBeGreaterThan(200);
    });
  });

  it('a file that was replaced is read anew, one that is gone is missed', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    const market = new SqliteMarket(path);
    expect(await market.symbols()).toEqual(['SYNA']);
    rmSync(path);
    expect((await errorOf(() => market.symbols())).message).toContain('does not exist');
    change(path, 'CREATE TABLE other (id INTEGER)');
    expect((await errorOf(() => market.symbols())).message).toContain('another application');
  });
});

describe('the symbol with the most bars', () => {
  it('is told by sound bars, not by rows', async () => {
    const path = syntheticFile({ symbols: 3, years: 1 });
    const market = new SqliteMarket(path);
    expect(await market.symbolWithMostBars('1d')).toBe('SYNA');
    change(path, `UPDATE price_history SET close_price = NULL WHERE symbol = 'SYNA' AND date > '2026-11-01'`);
    expect(await market.symbolWithMostBars('1d')).toBe('SYNB');
    change(path, `DELETE FROM price_history WHERE symbol = 'SYNB' AND date > '2026-11-01'`);
    expect(await market.symbolWithMostBars('1d')).toBe('SYNC');
    // More rows than any other, and no instrument.
    change(path, `DELETE FROM stocks WHERE symbol = 'SYNC'`);
    expect(await market.symbolWithMostBars('1d')).toBe('SYNA');
    expect(await market.symbolWithMostBars('1wk')).toBe(null);
  });
});
