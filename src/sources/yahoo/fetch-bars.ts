import type { ChartResultObject } from 'yahoo-finance2/modules/chart';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { RawAction, RawBar } from '../../domain/raw-bar.ts';
import { type BarRequest, type FetchedSeries, SourceFailure } from '../../domain/source.ts';
import { NothingInRange } from './check-body.ts';
import { type ChartRow, withoutLiveRow } from './live-row.ts';
import { dividendsOf, microsOf, originOf, rowsOf, splitsOf } from './parse-chart.ts';
import { earliestDay, namedLateMs, rangesOf, type TimeRange } from './ranges.ts';
import type { Calls, YahooClient } from './yahoo-client.ts';

const dayMs = 86_400_000;

interface Surroundings {
  readonly client: YahooClient;
  /** The address for messages. */
  readonly place: string;
  readonly now: () => EpochMs;
}

type Chart = (interval: Interval, range: TimeRange) => Promise<ChartResultObject | null>;

/** A chart of a range; null where Yahoo has nothing in it. */
function chartBy(symbol: string, [library, options]: Parameters<Calls<unknown>>): Chart {
  return async (interval, { from, to }) => {
    const query = {
      interval,
      period1: from / 1000,
      period2: to / 1000,
      events: 'div|split',
      includePrePost: false,
    };
    try {
      const seconds = { period1: Math.floor(query.period1), period2: Math.ceil(query.period2) };
      const path = encodeURIComponent(symbol);
      return await library.chart(path, { ...query, ...seconds, return: 'object' }, options);
    } catch (error) {
      if (error instanceof NothingInRange) return null;
      throw error;
    }
  };
}

/** The rows of one answer that lie in its range: Yahoo adds one that begins at the end of it. */
function rowsWithin(chart: ChartResultObject, { from, to }: TimeRange): readonly ChartRow[] {
  return rowsOf(chart).filter(({ at }) => at >= from && at < to);
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

/** The splits and dividends from some days before the first one to the present, where the bars' own answers do not have them. */
function eventRange({ interval, from }: BarRequest, now: EpochMs): TimeRange | null {
  const start = from - namedLateMs;
  if (interval === '1d' || start >= now) return null;
  return { from: start as EpochMs, to: (now + dayMs) as EpochMs };
}

/** A symbol that Yahoo no longer knows today has had no events since. */
async function eventsOf(chart: Chart, range: TimeRange | null): Promise<ChartResultObject | null> {
  if (range === null) return null;
  try {
    return await chart('1d', range);
  } catch (error) {
    if (error instanceof SourceFailure && error.kind === 'unknown_symbol') return null;
    throw error;
  }
}

/** Actions from a moment on; answers overlap, so those of one day are one. */
function actionsFrom(from: EpochMs, actions: readonly RawAction[]): RawAction[] {
  const byDay = new Map(actions.map((action) => [action.ts, action]));
  const kept = [...byDay.values()].filter(({ ts }) => typeof ts === 'number' && ts >= from * 1000);
  return kept.map((action, index) => ({ ...action, position: index + 1 }));
}

function barsOf(request: BarRequest, symbol: string, rows: readonly ChartRow[]): RawBar[] {
  const { interval, from, to } = request;
  const kept = rows.filter(({ date }) => date >= from && date <= to);
  return kept.map(({ at, date, open, high, low, close, adjClose, volume }, index) => {
    const ts = microsOf(isIntraday(interval) ? at : date);
    return { position: index + 1, symbol, interval, ts, open, high, low, close, adjClose, volume };
  });
}

/** Nothing is known of a symbol of which Yahoo has nothing in the range. */
function emptySeries({ symbol }: BarRequest, place: string, fetchedAt: EpochMicros): FetchedSeries {
  const unknown = { currency: null, exchange: null, timeZone: null, decimals: null };
  const origin = { source: 'yahoo', place, basis: 'split', fetchedAt, ...unknown } as const;
  return { origin, answered: symbol, bars: [], dividends: [], splits: [] };
}

/** @throws SourceFailure */
export async function fetchBars(
  request: BarRequest,
  signal: AbortSignal,
  { client, place, now }: Surroundings,
): Promise<FetchedSeries> {
  const { symbol, interval, from } = request;
  const asked = now();
  const earliest = earliestDay(interval, asked);
  if (earliest !== null && from < earliest) {
    const day = new Date(earliest).toISOString().slice(0, 10);
    throw new SourceFailure('yahoo', 'unsupported', `bars of ${interval} begin on ${day}`);
  }
  const ranges = rangesOf(request, asked);
  return client.ask(symbol, signal, async (...call) => {
    const chart = chartBy(symbol, call);
    const answers = await inTurn(ranges, async (range) => ({ range, chart: await chart(interval, range) }));
    const charts = answers.flatMap((answer) => (answer.chart === null ? [] : [answer.chart]));
    const last = charts.at(-1);
    if (last === undefined) return emptySeries(request, place, microsOf(asked));
    const rows = answers.flatMap(({ chart: answer, range }) =>
      answer === null ? [] : rowsWithin(answer, range),
    );
    const lastTradeAt = last.meta.regularMarketTime.getTime() as EpochMs;
    const events = await eventsOf(chart, eventRange(request, asked));
    const all = events === null ? charts : [...charts, events];
    const named = (from - namedLateMs) as EpochMs;
    return {
      origin: originOf(last.meta, place, microsOf(asked)),
      answered: last.meta.symbol,
      bars: barsOf(request, last.meta.symbol, withoutLiveRow(interval, rows, lastTradeAt)),
      dividends: actionsFrom(named, all.flatMap(dividendsOf)),
      splits: actionsFrom(named, all.flatMap(splitsOf)),
    };
  });
}
