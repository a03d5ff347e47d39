import { sharesSince } from '../../domain/adjustment.ts';
import { type AskedInterval, sourceOf, sourcesFor } from '../../domain/asked-interval.ts';
import { bucketsOf } from '../../domain/buckets.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { StockulaError } from '../../domain/errors.ts';
import { type Interval, intervals, isIntraday } from '../../domain/interval.ts';
import type { BarRange, MarketStore } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { columnsOf } from '../../domain/resample.ts';
import type { BarReader } from '../bar-reader.ts';
import { type BarChunk, mapColumns } from './bar-chunk.ts';
import type { BarsQuestion } from './question.ts';
import { resampledChunks } from './resampled-chunks.ts';
import { reading, sourceChunks } from './source-chunks.ts';

/** The bars that were asked for, part by part: what is not asked for is not read. */
export interface AskedBars {
  readonly symbol: TickerSymbol;
  readonly interval: AskedInterval;
  /** The interval of the bars that they are made of; null where they are stored as they are. */
  readonly resampledFrom: Interval | null;
  readonly chunks: AsyncGenerator<BarChunk>;
  /** When one of the bars, or what they are adjusted for, was last written; null where that is not known. */
  writtenAt(): Promise<EpochMs | null>;
}

export interface BarSources {
  readonly store: MarketStore;
  readonly reader: BarReader;
}

/** No more bars than this are held at a time for one question, whatever is asked. */
const mostAtOnce = 20_000;

/**
 * Bars of any interval: stored ones if there are, and otherwise made of one finer interval that is stored.
 * @throws StockulaError NOT_FOUND for an unknown symbol, NO_DATA where it has no bars that would do
 */
export async function askBars(question: BarsQuestion, sources: BarSources): Promise<AskedBars> {
  const symbol = await sources.reader.knownSymbol(question.symbol);
  const { interval, from, to } = question;
  const stored = await sources.reader.intervals(symbol);
  const source = sourceOf(interval, stored);
  if (source === null) throw nothingFits(symbol, interval, stored);
  const asked: Asked = { question, symbol, source };
  if (source === interval) {
    return {
      symbol,
      interval,
      resampledFrom: null,
      chunks: storedBars(asked, sources),
      writtenAt: () => sources.store.writtenAt(symbol, source, { from, to }),
    };
  }
  const buckets = bucketsOf(await sources.reader.calendar(symbol), source, interval);
  return {
    symbol,
    interval,
    resampledFrom: source,
    chunks: resampledBars(asked, sources),
    writtenAt: () => sources.store.writtenAt(symbol, source, buckets.sourceRange(from, to)),
  };
}

interface Asked {
  readonly question: BarsQuestion;
  readonly symbol: TickerSymbol;
  readonly source: Interval;
}

async function* storedBars(
  { question, symbol, source }: Asked,
  sources: BarSources,
): AsyncGenerator<BarChunk> {
  const { adjust, from, to, order, atOnce } = question;
  const size = Math.min(atOnce + 1, mostAtOnce);
  for await (const { series, bases } of sourceChunks(reading(sources, symbol, source, adjust), {
    from,
    to,
    order,
    size,
  })) {
    yield { columns: order === 'asc' ? series : mapColumns(series, (values) => values.toReversed()), bases };
  }
}

async function* resampledBars(
  { question, symbol, source }: Asked,
  sources: BarSources,
): AsyncGenerator<BarChunk> {
  const { interval, from, to, order } = question;
  const calendar = await sources.reader.calendar(symbol);
  const buckets = bucketsOf(calendar, source, interval);
  const scale = await scaleOf(question, symbol, source, calendar, sources);
  const chunks = sourceChunks(reading(sources, symbol, source, scale.adjust), {
    ...buckets.sourceRange(from, to),
    order,
    size: sourceBars(question, source),
  });
  const asked = { order, buckets, from, to, sharesAt: scale.sharesAt };
  for await (const { made, bases } of resampledChunks(chunks, asked))
    yield { columns: columnsOf(made), bases };
}

/** How many bars to read at a time for so many longer ones. */
function sourceBars({ interval, atOnce }: BarsQuestion, source: Interval): number {
  const longest = interval === '1y' ? 366 * intervals['1d'] : intervals[interval];
  return Math.min(mostAtOnce, Math.ceil((longest / intervals[source]) * (atOnce + 2)));
}

interface Scale {
  readonly adjust: BarRange['adjust'];
  /** How many shares of now each share was, at the start of a bar whose price is as it was traded. */
  readonly sharesAt?: (ts: number) => number;
}

/**
 * Prices in a bucket must be on one scale, also where there is a split in it and nothing is to be adjusted. What is
 * asked for as it is stored is taken for asked for with the adjustment that it has.
 */
async function scaleOf(
  { adjust }: BarsQuestion,
  symbol: TickerSymbol,
  source: Interval,
  calendar: ExchangeCalendar,
  { store }: BarSources,
): Promise<Scale> {
  const stored = (await store.bars(symbol, source, { latest: 1 })).bases[0];
  const wanted = adjust ?? stored;
  if (wanted !== 'raw' || stored === 'total') return { adjust: wanted };
  const splits = (await store.splits(symbol)).map(({ ts, ratio }) => ({ ts: ts / 1_000, ratio }));
  if (splits.length === 0) return { adjust: wanted };
  const dateOf = isIntraday(source) ? (ts: number) => calendar.dateOf(ts) : (ts: number) => ts;
  return { adjust: wanted, sharesAt: (ts) => sharesSince(splits, dateOf(ts)) };
}

function nothingFits(symbol: string, interval: AskedInterval, stored: readonly string[]): StockulaError {
  const would = [interval, ...sourcesFor(interval)].filter((name) => name !== '1y');
  return new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} with interval ${interval}${would.length > 1 ? ', or finer ones to make them of' : ''}`,
    got: stored.length > 0 ? `only bars of ${stored.join(', ')}` : 'no bars at all',
    remedy: `Fetch some that would do: stockula etl fetch ${symbol} --interval ${would[0]}`,
  });
}

/** What is wrong where there are bars of an interval, or to make it of, but none in the range. */
export function noneInRange({ symbol, interval, from, to }: BarsQuestion): StockulaError {
  const at = (ms: number | undefined): string => (ms === undefined ? '…' : new Date(ms).toISOString());
  return new StockulaError('NO_DATA', {
    expected: `bars of ${symbol} with interval ${interval} between ${at(from)} and ${at(to)}`,
    got: 'none in that range',
    remedy: 'Ask for another range; the intervals of the symbol tell how far its bars reach.',
  });
}
