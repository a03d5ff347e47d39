import { sharesSince } from '../../domain/adjustment.ts';
import type { AskedInterval } from '../../domain/asked-interval.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { areAsPaid } from '../../domain/dividend-basis.ts';
import type { Dividend, Split } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { splitTerms } from '../../domain/split-terms.ts';
import { type BarPage, firstPage } from '../bars/bar-chunk.ts';
import type { StockulaManager } from '../stockula-manager.ts';
import { chartTime } from './chart-times.ts';
import type { InstrumentDetails } from './market-reference.ts';

export interface ChartQuestion {
  readonly symbol: string;
  readonly interval: AskedInterval;
  /** Epoch milliseconds, included. */
  readonly from: number | undefined;
  /** Epoch milliseconds, not included. */
  readonly to: number | undefined;
  /** In place of both: so long until the last bar. */
  readonly range: string | undefined;
}

type YahooDividend = {
  readonly date: number;
  readonly amount: number;
};

type YahooSplit = {
  readonly date: number;
  readonly numerator: number;
  readonly denominator: number;
  readonly splitRatio: string;
};

/** Bars and actions with Yahoo's times: seconds since 1970, of a day the opening of its session. */
export interface ChartAnswer {
  readonly details: InstrumentDetails;
  readonly calendar: ExchangeCalendar;
  readonly timestamps: readonly number[];
  /** Adjusted for splits. */
  readonly page: BarPage;
  readonly adjustedCloses: Float64Array;
  /** The close before the first bar; null where it is not known. */
  readonly previousClose: number | null;
  readonly dividends: readonly YahooDividend[];
  readonly splits: readonly YahooSplit[];
}

const dayMs = 86_400_000;
/** A hundred years of days, or a year of minutes. */
const mostBars = 100_000;

/** What Yahoo's chart route tells, from what is stored. @throws StockulaError as askBars */
export async function yahooChart(manager: StockulaManager, question: ChartQuestion): Promise<ChartAnswer> {
  const { symbol, interval } = question;
  const { reference } = manager;
  const [details, calendar] = await Promise.all([reference.details(symbol), reference.calendar(symbol)]);
  const { from, to } = await boundsOf(manager, question);
  const read = async (adjust: AdjustmentBasis): Promise<BarPage> => {
    // Dates begin and end elsewhere than days of UTC, so the time of a bar decides; before the first one is another close.
    const asked = await manager.askBars({
      symbol,
      interval,
      adjust,
      order: 'asc',
      atOnce: mostBars,
      from: (from === undefined ? undefined : from - 7 * dayMs) as EpochMs | undefined,
      to: (to === undefined ? undefined : to + dayMs) as EpochMs | undefined,
    });
    return firstPage(asked.chunks, mostBars);
  };
  const [bySplits, byAll, dividends, splits] = await Promise.all([
    read('split'),
    read('total'),
    reference.dividends(symbol, {}),
    reference.splits(symbol, {}),
  ]);
  const isAsked = (at: number): boolean =>
    (from === undefined || at >= from) && (to === undefined || at < to);
  const times = Array.from(bySplits.columns.ts, (ts) => chartTime(calendar, interval, ts));
  const first = times.findIndex(isAsked);
  const last = times.findLastIndex(isAsked);
  const cut = (values: Float64Array): Float64Array =>
    first < 0 ? values.subarray(0, 0) : values.subarray(first, last + 1);
  const columns = Object.fromEntries(
    Object.entries(bySplits.columns).map(([name, values]) => [name, cut(values as Float64Array)]),
  ) as unknown as BarPage['columns'];
  const opening = (micros: number): number => chartTime(calendar, '1d', micros / 1_000);
  return {
    details,
    calendar,
    timestamps: first < 0 ? [] : times.slice(first, last + 1).map(secondsOf),
    page: { ...bySplits, columns },
    adjustedCloses: cut(byAll.columns.close),
    previousClose: first > 0 ? (bySplits.columns.close[first - 1] ?? null) : null,
    dividends: dividends
      .filter(({ ts }) => isAsked(opening(ts)))
      .map((paid) => ({ date: secondsOf(opening(paid.ts)), amount: amountNow(paid, dividends, splits) })),
    splits: splits
      .filter(({ ts }) => isAsked(opening(ts)))
      .map((split) => ({ date: secondsOf(opening(split.ts)), ...termsOf(split) })),
  };
}

function secondsOf(ms: number): number {
  return Math.floor(ms / 1_000);
}

/** Yahoo states dividends per share of today. */
function amountNow(paid: Dividend, all: readonly Dividend[], splits: readonly Split[]): number {
  const inMs = splits.map(({ ts, ratio }) => ({ ts: ts / 1_000, ratio }));
  const told = all.map(({ ts, amount, basis }) => ({ ts: ts / 1_000, amount, basis, fetchedAt: Number.NaN }));
  const isAsPaid = paid.basis === 'raw' || areAsPaid(told, inMs);
  return isAsPaid ? paid.amount / sharesSince(inMs, paid.ts / 1_000) : paid.amount;
}

function termsOf({ ratio }: Split): Omit<YahooSplit, 'date'> {
  const { numerator, denominator } = splitTerms(ratio) ?? { numerator: ratio, denominator: 1 };
  return { numerator, denominator, splitRatio: `${numerator}:${denominator}` };
}

interface Bounds {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** A range ends with the last bar, which for data that are not kept up is long ago. */
async function boundsOf(
  manager: StockulaManager,
  { symbol, interval, from, to, range }: ChartQuestion,
): Promise<Bounds> {
  if (from !== undefined || to !== undefined || range === 'max') return { from, to };
  const held = (await manager.heldIntervals(symbol)).find((each) => each.interval === interval);
  if (held === undefined) return { from, to };
  const calendar = await manager.reference.calendar(symbol);
  return { from: startOfRange(range ?? '1d', chartTime(calendar, interval, held.last)), to: undefined };
}

function startOfRange(range: string, last: number): number {
  const at = new Date(last);
  if (range === 'ytd') return Date.UTC(at.getUTCFullYear(), 0, 1);
  const count = Number.parseInt(range, 10);
  if (range.endsWith('d')) return last - (last % dayMs) - (count === 1 ? 0 : 6 * dayMs);
  const months = range.endsWith('mo') ? count : 12 * count;
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() - months];
  // The 31st of a month that has 30 days is its last.
  const date = Math.min(at.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  return Date.UTC(year, month, date);
}
