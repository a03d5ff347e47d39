import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import type { PriceRecord } from '../../../src/domain/records.ts';
import { copyRecords } from '../../../src/storage/timescale/bulk-writer.ts';
import { ChecksumBuilder } from '../../../src/storage/timescale/checksum/builder.ts';
import { storedChecksums } from '../../../src/storage/timescale/checksum/stored.ts';
import { priceTable } from '../../../src/storage/timescale/target-tables.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { startTarget, type Target } from '../../migrate/target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const hour = 3_600_000_000;
const first = Date.UTC(2019, 0, 1) * 1_000;

/** Hourly bars of many symbols: groups begin and end in the middle of what a thread is handed. */
function* bars(rows: number): Generator<PriceRecord> {
  for (let row = 0; row < rows; row += 1) {
    const close = 1 + ((row * 7_919) % 1_000_003) / 7;
    yield {
      symbol: `S${Math.floor(row / 1_201)}` as TickerSymbol,
      interval: '1h',
      ts: (first + (row % 1_201) * 9 * hour) as EpochMicros,
      open: close * 0.999,
      high: close * 1.001,
      low: close * 0.998,
      close,
      volume: row % 11 === 0 ? null : BigInt(row) * 1_000_003n,
      createdAt: (first + row) as EpochMicros,
      updatedAt: row % 3 === 0 ? null : ((first + 2 * row) as EpochMicros),
    };
  }
}

// So many that some are hashed by this thread, most by another one.
it('adds up what the database adds up, however many rows there are', { timeout: 120_000 }, async () => {
  const records = [...bars(70_000)];
  const builder = new ChecksumBuilder(priceTable);
  for (const record of records) builder.add(record);
  expect([...builder.counts.values()].reduce((sum, rows) => sum + rows, 0)).toBe(records.length);
  const sums = await builder.sums();
  expect(sums.size).toBeGreaterThan(100);
  await target.sql(`SELECT set_chunk_time_interval('ts_price_history', INTERVAL '1 year')`);
  await inTransaction(target.database.pool, (client) => copyRecords(client, priceTable, records));
  expect(sums).toEqual(await storedChecksums(target.database.pool, priceTable));
  // One bit of one value of them.
  await target.sql(`UPDATE ts_price_history SET volume = volume + 1 WHERE symbol = 'S57' AND ts = (
    SELECT max(ts) FROM ts_price_history WHERE symbol = 'S57' AND volume IS NOT NULL)`);
  const changed = await storedChecksums(target.database.pool, priceTable);
  const differing = [...changed].filter(([name, { checksum }]) => sums.get(name)?.checksum !== checksum);
  expect(differing.map(([name]) => name)).toEqual(['S57 2020']);
});
