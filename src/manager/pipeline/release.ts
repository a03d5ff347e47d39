import type pg from 'pg';
import type { BarRecord } from '../../domain/bar-record.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { coverageChange } from '../../etl/coverage/answer.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import { coverageLedger } from '../../storage/timescale/coverage.ts';
import type { Database } from '../../storage/timescale/database.ts';
import { mergeBars } from '../../storage/timescale/pipeline/bar-merge.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { readInstruments, readKnownSplits } from './instruments.ts';
import { barOf } from './released-bar.ts';
import { findSetAside, type SetAsideRow } from './set-aside.ts';

/** A bar that was stored on somebody's word. */
export interface Released {
  readonly id: string;
  readonly symbol: string;
  readonly interval: string;
  /** Epoch milliseconds. */
  readonly ts: number;
}

/**
 * Stores bars that are set aside as they are, in place of any that is stored, and sets them aside no longer: all of
 * them or none. What nobody can store is refused: a bar without a time or prices, or with its high below its low.
 * @throws StockulaError NOT_FOUND, USAGE
 */
export function releaseSetAside({ pool }: Database, ids: readonly string[]): Promise<Released[]> {
  return inTransaction(pool, async (client) => {
    const rows = await findSetAside(client, ids);
    const splits = await readKnownSplits(client);
    const bars = rows.map((row) => {
      const bar = barOf(row, (symbol) => splits.get(symbol) ?? []);
      if (bar === null) throw unusable(row);
      return bar;
    });
    await mergeBars(client, bars, true);
    for (const { source, place } of rows) {
      await client.query(
        `DELETE FROM quarantine WHERE source = 'etl:' || $1 AND source_table = 'bars' AND place = $2`,
        [source, place],
      );
    }
    await coverageLedger(client).record(await sessionsOf(client, bars));
    await noticeChanges(
      client,
      bars.map(({ symbol }) => symbol),
    );
    return rows.map(({ id }, index) => ({
      id,
      symbol: bars[index]?.symbol ?? '',
      interval: bars[index]?.interval ?? '',
      ts: (bars[index]?.ts ?? 0) / 1000,
    }));
  });
}

/** The sessions of the bars count as held from now on. */
async function sessionsOf(client: pg.PoolClient, bars: readonly BarRecord[]): Promise<CoverageChange[]> {
  const instruments = await readInstruments(client, [...new Set(bars.map(({ symbol }) => symbol))]);
  const calendars = new Map(instruments.map(({ symbol, calendar }) => [symbol, calendar]));
  return bars.flatMap(({ symbol, interval, ts, fetchedAt }) => {
    const calendar = calendars.get(symbol);
    if (!calendar) return [];
    const taken = { symbol, interval, starts: [ts], asked: null };
    return [coverageChange(calendar, { ...taken, fetchedAt: Math.floor(fetchedAt / 1000) as EpochMs })];
  });
}

function unusable({ id }: SetAsideRow): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'a bar with symbol, interval, time and four positive prices, its high not below its low',
    got: `row ${id}, which is none`,
    remedy: 'Have it fetched again: "stockula etl quarantine retry".',
  });
}
