import { isIntraday } from '../../domain/interval.ts';
import type { BarRange, MarketStore, StoredBars } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { barColumnNames } from '../../domain/resample.ts';
import type { BarReader } from '../bar-reader.ts';

/** Stored bars of one symbol and interval, some at a time. */
export type ReadBars = (range: BarRange) => Promise<StoredBars>;

interface Sources {
  readonly store: MarketStore;
  readonly reader: BarReader;
}

/**
 * Days and longer bars are cut out of the whole series, which is cached, as other answers are made of it too; intraday
 * ones are read from the store part by part, so that memory is bounded however long the range is.
 */
export function reading(
  { store, reader }: Sources,
  symbol: TickerSymbol,
  interval: StoredBars['series']['interval'],
  adjust: BarRange['adjust'],
): ReadBars {
  if (isIntraday(interval)) return (range) => store.bars(symbol, interval, { ...range, adjust });
  return async (range) => within(await reader.cached(symbol, interval, { adjust }), range);
}

function within(stored: StoredBars, { from, to, latest, earliest }: BarRange): StoredBars {
  const { ts } = stored.series;
  let first = from === undefined ? 0 : ts.findIndex((at) => at >= from);
  if (first < 0) first = ts.length;
  let end = to === undefined ? ts.length : ts.findLastIndex((at) => at <= to) + 1;
  if (latest !== undefined) first = Math.max(first, end - latest);
  else if (earliest !== undefined) end = Math.min(end, first + earliest);
  const cut = barColumnNames.map((name) => [name, stored.series[name].subarray(first, Math.max(first, end))]);
  return { ...stored, series: { ...stored.series, ...Object.fromEntries(cut) } };
}

interface Chunks extends Pick<BarRange, 'from' | 'to'> {
  readonly order: 'asc' | 'desc';
  readonly size: number;
}

/** The bars of a range part by part, each part in ascending time, the parts in the order asked for. */
export async function* sourceChunks(
  read: ReadBars,
  { from, to, order, size }: Chunks,
): AsyncGenerator<StoredBars> {
  let range: BarRange = order === 'asc' ? { from, to, earliest: size } : { from, to, latest: size };
  for (;;) {
    const stored = await read(range);
    const { ts } = stored.series;
    if (ts.length > 0) yield stored;
    if (ts.length < size) return;
    range =
      order === 'asc'
        ? { ...range, from: ((ts.at(-1) ?? 0) + 1) as EpochMs }
        : { ...range, to: ((ts[0] ?? 0) - 1) as EpochMs };
  }
}
