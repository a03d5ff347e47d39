import type { MigrationPlan, PlannedTable } from './plan-report.ts';

// Measured on 2 cores (AMD EPYC, shared) with the embedded engine, by `npm run bench` (docs/benchmarks.md) and by
// weighing the data directory during migrations of 31,543 and 310,633 daily bars. They serve for "about".

/** Making and opening a new database. */
const openSeconds = 2.6;
/** Transactions and journal included: bench measured 25,446 with 36,000 rows, 32,221 with five million. */
const copiedRowsPerSecond = 25_000;
/** Statistics, aggregates and compression: 348 of the 503 s that five million bars took. */
const finishSecondsPerBar = 70e-6;
/** Between 40,000 on a quiet machine and 16,000 on a busy one. */
const verifiedRowsPerSecond = 25_000;

/** A database without rows, write-ahead log apart. */
const emptyBytes = 26e6;
/** Compressed (44 to 61 bytes) and what the aggregates of a daily bar take. */
const bytesPerBar = 270;
/** More, while chunks are not compressed yet. */
const uncompressedBytesPerBar = 115;
const bytesPerOtherRow = 450;
/** Grows with what one statement writes, and is cut off by checkpoints: 23, 61 and 163 MB were measured. */
const leastLogBytes = 20e6;
const logBytesPerBar = 130;
const mostLogBytes = 170e6;

export interface EstimateInput {
  readonly tables: readonly PlannedTable[];
  readonly snapshotBytes: number;
  readonly kind: 'embedded' | 'server';
  readonly free: { readonly bytes: number; readonly path: string };
}

/** What a migration into an empty embedded database will take, roughly, and how that was derived. */
export function estimate({ tables, snapshotBytes, kind, free }: EstimateInput): MigrationPlan['estimate'] {
  const bars = tables.find(({ name }) => name === 'price_history')?.written ?? 0;
  const rows = tables.reduce((sum, { read }) => sum + read, 0);
  const target = Math.round(emptyBytes + bars * bytesPerBar + (rows - bars) * bytesPerOtherRow);
  const uncompressed = Math.round(bars * uncompressedBytesPerBar);
  const log = Math.round(Math.min(mostLogBytes, leastLogBytes + bars * logBytesPerBar));
  const peak = snapshotBytes + target + uncompressed + log;
  // A server has a disk of its own, which cannot be seen from here.
  const neededHere = kind === 'server' ? snapshotBytes : peak;
  return {
    disk: {
      snapshot_bytes: snapshotBytes,
      target_bytes: target,
      uncompressed_bytes: uncompressed,
      write_ahead_log_bytes: log,
      peak_bytes: peak,
      free_bytes: free.bytes,
      free_at: free.path,
      enough: free.bytes >= neededHere,
    },
    time: timeFor(rows, bars),
    basis: [
      `snapshot: as large as the file`,
      `database: ${emptyBytes / 1e6} MB empty, ${bytesPerBar} bytes a bar (compressed, with its aggregates), ${bytesPerOtherRow} a row of other tables`,
      `before compression: ${uncompressedBytesPerBar} bytes a bar more`,
      `write-ahead log: ${leastLogBytes / 1e6} MB and ${logBytesPerBar} bytes a bar, at most ${mostLogBytes / 1e6} MB`,
      `time: ${openSeconds} s to open a new database, ${copiedRowsPerSecond} rows/s copied, ${finishSecondsPerBar * 1e6} µs a bar to aggregate and compress, ${verifiedRowsPerSecond} rows/s verified`,
      'measured with the embedded engine on 2 cores; a busy machine takes two to three times as long',
    ],
  };
}

function timeFor(rows: number, bars: number): MigrationPlan['estimate']['time'] {
  const parts = {
    open_seconds: openSeconds,
    copy_seconds: tenths(rows / copiedRowsPerSecond),
    finish_seconds: tenths(bars * finishSecondsPerBar),
    verify_seconds: tenths(rows / verifiedRowsPerSecond),
  };
  return { ...parts, total_seconds: tenths(Object.values(parts).reduce((sum, seconds) => sum + seconds, 0)) };
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
