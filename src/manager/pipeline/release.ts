import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { BarRecord } from '../../domain/bar-record.ts';
import { StockulaError } from '../../domain/errors.ts';
import { isInterval } from '../../domain/interval.ts';
import { type EpochMicros, inUpperCase, isTickerSymbol } from '../../domain/nominal.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { splitsAfter } from '../../etl/transform/unsplit.ts';
import { noticeChanges } from '../../storage/timescale/change-notices.ts';
import type { Database } from '../../storage/timescale/database.ts';
import { mergeBars } from '../../storage/timescale/pipeline/bar-merge.ts';
import { inTransaction } from '../../storage/timescale/transaction.ts';
import { readKnownSplits } from './instruments.ts';
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
    const bars = rows.map((row) => barOf(row, (symbol) => splits.get(symbol) ?? []));
    await mergeBars(client, bars, true);
    for (const { source, place } of rows) {
      await client.query(
        `DELETE FROM quarantine WHERE source = 'etl:' || $1 AND source_table = 'bars' AND place = $2`,
        [source, place],
      );
    }
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

type Splits = Parameters<typeof splitsAfter>[0];

function barOf(row: SetAsideRow, splitsOf: (symbol: string) => Splits): BarRecord {
  const { original, source } = row;
  const symbol = inUpperCase(String(original['symbol']));
  const interval = String(original['interval']);
  const ts = original['ts'];
  const origin = originOf(original['origin']);
  const [open, high, low, close] = ['open', 'high', 'low', 'close'].map((name) => numberOf(original[name]));
  const isUsable =
    isTickerSymbol(symbol) &&
    isInterval(interval) &&
    typeof ts === 'number' &&
    origin !== null &&
    open &&
    high &&
    low &&
    close &&
    high >= low;
  if (!isUsable) throw unusable(row);
  const ratio =
    origin.basis === 'split' ? splitsAfter(splitsOf(symbol), ts as EpochMicros, origin.fetchedAt) : 1;
  const { per } = currencyUnit(origin.currency);
  const price = (value: number): number => (value * ratio) / per;
  const volume = numberOf(original['volume']);
  return {
    symbol,
    interval,
    ts: ts as EpochMicros,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    adjClose: null,
    volume: volume === null || volume < 0 ? null : BigInt(Math.round(volume / ratio)),
    basis: origin.basis === 'split' ? 'raw' : origin.basis,
    source,
    fetchedAt: origin.fetchedAt,
    provisional: false,
  };
}

interface KnownOrigin {
  readonly basis: AdjustmentBasis;
  readonly currency: string | null;
  readonly fetchedAt: EpochMicros;
}

function originOf(value: unknown): KnownOrigin | null {
  if (typeof value !== 'object' || value === null) return null;
  const { basis, currency = null, fetchedAt } = value as Partial<Record<keyof KnownOrigin, unknown>>;
  const isBasis = basis === 'raw' || basis === 'split' || basis === 'total';
  if (!isBasis || typeof fetchedAt !== 'number') return null;
  return {
    basis,
    currency: typeof currency === 'string' ? currency : null,
    fetchedAt: fetchedAt as EpochMicros,
  };
}

/** Positive or zero, finite; text that spells a number is one on somebody's word. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function unusable({ id }: SetAsideRow): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'a bar with symbol, interval, time and four positive prices, its high not below its low',
    got: `row ${id}, which is none`,
    remedy: 'Have it fetched again: "stockula etl quarantine retry".',
  });
}
