import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import type { PriceRecord } from '../../src/domain/records.ts';
import { bars } from '../../src/sources/synthetic/bars.ts';
import { holderOf } from '../../src/storage/embedded/connect.ts';
import { dataDirectoryAt } from '../../src/storage/embedded/data-directory.ts';
import { compressOldChunks, refreshAggregates } from '../../src/storage/timescale/backfill.ts';
import { copyRecords } from '../../src/storage/timescale/bulk-writer.ts';
import { priceTable } from '../../src/storage/timescale/target-tables.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import {
  backfillChunkDays,
  inWideChunks,
  makeRecentChunks,
} from '../../src/storage/timescale/wide-chunks.ts';
import type { Bench } from '../bench.ts';
import { watchMemory } from '../process-memory.ts';

const from = Date.UTC(2003, 0, 1);
const to = Date.UTC(2025, 11, 31);
const daysCovered = (to - from) / 86_400_000;
const batchRows = 20_000;

/** Millions of synthetic daily bars: load, aggregate, compress; write-ahead log and memory watched meanwhile. */
export async function benchLoad({ scratch, print, stopDatabase, open, full }: Bench): Promise<void> {
  const rows = full ? 5_000_000 : 200_000;
  const data = join(scratch, 'load');
  const database = await open(data);
  const walPeak = watchLog(data);
  const memoryPeak = watchMemory(() => [holderOf(data)?.pid ?? 0]);
  const started = performance.now();
  const lap = (what: string): void =>
    print(
      'load',
      what,
      `${((performance.now() - started) / 1000).toFixed(0)} s since the start`,
      `largest write-ahead log so far: ${(walPeak.soFar() / 1e6).toFixed(0)} MB`,
    );

  const width = `${backfillChunkDays(rows, daysCovered)} days`;
  await inTransaction(database.pool, (client) => makeRecentChunks(client, '2025-12-31', '7 days'));
  for (const batch of batches(rows)) {
    await inTransaction(database.pool, (client) =>
      inWideChunks(client, priceTable.name, width, () => copyRecords(client, priceTable, batch)),
    );
  }
  const rate = rows / ((performance.now() - started) / 1000);
  print('load', `${rows} synthetic bars`, `${rate.toFixed(0)} rows/s`, '');
  lap('loaded');
  await refreshAggregates(database, () => undefined);
  lap('aggregated');
  await compressOldChunks(database, '7 days', () => undefined);
  lap('compressed');
  const { rows: counted } = await database.pool.query<{ n: string; bytes: number }>(
    `SELECT count(*) AS n, hypertable_size('ts_price_history')::float8 AS bytes FROM ts_price_history`,
  );
  if (Number(counted[0]?.n) !== rows)
    throw new Error(`${rows} bars were written, ${counted[0]?.n} are there`);
  print(
    'load',
    'stored',
    `${(Number(counted[0]?.bytes) / 1e6).toFixed(0)} MB`,
    `${(Number(counted[0]?.bytes) / rows).toFixed(1)} bytes a bar`,
  );
  print('load', 'peak write-ahead log', `${(walPeak.end() / 1e6).toFixed(0)} MB`, 'goal: under 100 MB');
  print('load', 'peak memory of host and engine', `${(memoryPeak() / 1e6).toFixed(0)} MB`, '');
  await database.close();
  await stopDatabase(data);
}

function* batches(rows: number): Generator<PriceRecord[]> {
  let batch: PriceRecord[] = [];
  let made = 0;
  for (let number = 0; made < rows; number += 1) {
    for (const bar of bars(1, {
      symbol: `SYN${number}` as TickerSymbol,
      interval: '1d',
      fromMs: from,
      toMs: to,
    })) {
      batch.push(bar);
      made += 1;
      if (batch.length === batchRows || made === rows) {
        yield batch;
        batch = [];
      }
      if (made === rows) return;
    }
  }
}

function watchLog(data: string): { soFar(): number; end(): number } {
  const folder = join(dataDirectoryAt(data).cluster, 'pg_wal');
  let peak = 0;
  const sample = (): void => {
    const bytes = readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0);
    peak = Math.max(peak, bytes);
  };
  const timer = setInterval(sample, 200);
  return {
    soFar: () => peak,
    end: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

/** Log files come and go while they are listed. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
