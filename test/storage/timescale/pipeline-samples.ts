import type { BarRecord } from '../../../src/domain/bar-record.ts';
import type { JudgedBars } from '../../../src/domain/judged-bars.ts';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { beginRun, type RunNote } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { type StoreOptions, storeBars } from '../../../src/storage/timescale/pipeline/store-bars.ts';

const dayMicros = 86_400_000_000;
export const hourMicros = dayMicros / 24;

export function micros(text: string): EpochMicros {
  return (Date.parse(text) * 1000) as EpochMicros;
}

export function record(day: string, more: Partial<BarRecord> = {}): BarRecord {
  return {
    ...{ symbol: 'AAA' as TickerSymbol, interval: '1d', ts: micros(day) },
    ...{ open: 10, high: 12, low: 9, close: 11, adjClose: null, volume: 1000n },
    ...{ basis: 'raw', source: 'sample', fetchedAt: micros('2026-01-01'), provisional: false },
    ...more,
  };
}

/** So many bars from a day on, a day apart. */
export function records(
  first: string,
  count: number,
  more: Partial<BarRecord> = {},
  step = dayMicros,
): BarRecord[] {
  return Array.from({ length: count }, (_, index) =>
    record(first, {
      ts: (micros(first) + index * step) as EpochMicros,
      close: 10 + (index % 3) / 2,
      ...more,
    }),
  );
}

/** Bars as a judge hands them out, with counts to match. */
export function judged(bars: readonly BarRecord[], more: Partial<JudgedBars> = {}): JudgedBars {
  const symbols = [...new Set(bars.map(({ symbol }) => symbol))];
  const tallies = symbols.map((symbol) => {
    const fetched = bars.filter((bar) => bar.symbol === symbol).length;
    return { symbol, interval: '1d', fetched, merged: 0, quarantined: 0, flagged: 0, mended: 0 };
  });
  return { bars, notes: [], quarantined: [], tallies, ...more };
}

const options: StoreOptions = {
  replace: false,
  compressAfter: '7 days',
  retentionRawBars: null,
  expectedBars: null,
};

/** Stores batches in a run of their own. */
export async function store(
  { pool }: Database,
  batches: Iterable<JudgedBars> | AsyncIterable<JudgedBars>,
  more: Partial<StoreOptions> = {},
): Promise<readonly RunNote[]> {
  const run = await beginRun(pool, { kind: 'file', source: 'sample', place: 'sample.csv' });
  return storeBars(pool, run, batches, { ...options, ...more });
}
