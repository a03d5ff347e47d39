import { dayAt, dayText } from '../../domain/day.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import type { PortfolioHolding, StoredPortfolio } from '../../domain/portfolio-store.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { AllocationSources } from '../allocation/sources.ts';
import { barsIfAny, currencyOf } from './last-prices.ts';

/** What the holdings of today would have been worth. Arrays have one element for each session. */
export interface ValueHistory {
  /** Session dates at 00:00 UTC, epoch milliseconds. */
  readonly time: readonly number[];
  /** Shares of today at the prices of then, both on the scale of today's shares, and the cash of today. */
  readonly value: readonly number[];
  /** Cash that they have paid as dividends since the first session shown. */
  readonly dividends: readonly number[];
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  readonly stale: Staleness | null;
}

/** One instrument over time, per share of today. */
interface Column {
  readonly symbol: string;
  readonly quantity: number;
  readonly ts: Float64Array;
  readonly close: Float64Array;
  readonly dividends: Float64Array;
  readonly containsDividends: boolean;
}

/**
 * The value of a portfolio as it is today over the past: it begins where all holdings that have bars have one. A day
 * without a bar keeps the close before.
 */
export async function valueHistory(
  portfolio: StoredPortfolio,
  range: TimeRange,
  sources: AllocationSources,
): Promise<ValueHistory> {
  const read = await Promise.all(
    portfolio.holdings.map((holding) => columnOf(holding, portfolio.currency, sources)),
  );
  const columns = read.filter((column) => column !== null);
  const missing = portfolio.holdings.filter((_, at) => read[at] === null).map(({ symbol }) => symbol);
  const first = Math.max(range.from ?? Number.NEGATIVE_INFINITY, ...columns.map(({ ts }) => ts[0] ?? 0));
  const last = range.to ?? Number.POSITIVE_INFINITY;
  const all = new Set(columns.flatMap(({ ts }) => [...ts]));
  const time = [...all].filter((at) => at >= first && at <= last).sort((one, other) => one - other);
  const value = new Float64Array(time.length).fill(portfolio.cash);
  const dividends = new Float64Array(time.length);
  for (const column of columns) addTo(value, dividends, time, column);
  return {
    time,
    value: [...value],
    dividends: [...dividends],
    missing,
    notes: notesOf(columns, { missing, time, range, currency: portfolio.currency }),
    stale: sources.stale,
  };
}

async function columnOf(
  { symbol, quantity }: PortfolioHolding,
  currency: string,
  sources: AllocationSources,
): Promise<Column | null> {
  const [prices, total, quoted] = await Promise.all([
    barsIfAny(symbol, { adjust: 'split' }, sources),
    barsIfAny(symbol, { adjust: 'total' }, sources),
    currencyOf(symbol, sources),
  ]);
  if (prices === null || total === null || (quoted ?? currency) !== currency) return null;
  const { ts, close } = prices.series;
  return {
    symbol,
    quantity,
    ts,
    close,
    dividends: cashDividends(close, total.series.close),
    containsDividends: prices.bases.includes('total'),
  };
}

/** What doubles leave over where nothing was paid, against the close. */
const noise = 1e-9;

/**
 * Cash per share of today, paid on each session. An adjusted close multiplies older closes by 1 − dividend / close
 * before, so the dividend is what that factor took: on the scale of the closes, whatever the source states its amounts
 * in, and none where the stored prices contain it already.
 */
function cashDividends(close: Float64Array, adjusted: Float64Array): Float64Array {
  const paid = new Float64Array(close.length);
  let before = -1;
  for (let at = 0; at < close.length; at += 1) {
    if (!((close[at] ?? 0) > 0)) continue;
    if (before >= 0) {
      const price = close[before] ?? 0;
      const factor = (adjusted[before] ?? 0) / price / ((adjusted[at] ?? 0) / (close[at] ?? 0));
      const cash = price * (1 - factor);
      paid[at] = cash > noise * price ? cash : 0;
    }
    before = at;
  }
  return paid;
}

/** Adds one instrument to the sums, with its last close where it has none. */
function addTo(value: Float64Array, dividends: Float64Array, time: readonly number[], column: Column): void {
  const { ts, close, quantity } = column;
  let [at, price, received] = [0, 0, 0];
  for (const [place, now] of time.entries()) {
    for (; (ts[at] ?? Number.POSITIVE_INFINITY) <= now; at += 1) {
      const last = close[at] ?? 0;
      price = last > 0 ? last : price;
      // What was paid up to the first session shown was paid before.
      received += place > 0 ? (column.dividends[at] ?? 0) : 0;
    }
    value[place] = (value[place] ?? 0) + quantity * price;
    dividends[place] = (dividends[place] ?? 0) + quantity * received;
  }
}

interface Shown {
  readonly missing: readonly string[];
  readonly time: readonly number[];
  readonly range: TimeRange;
  readonly currency: string;
}

function notesOf(columns: readonly Column[], { missing, time, range, currency }: Shown): string[] {
  const [first] = time;
  const youngest = columns.toSorted((one, other) => (other.ts[0] ?? 0) - (one.ts[0] ?? 0))[0];
  const isLater = first !== undefined && youngest?.ts[0] === first && (range.from ?? 0) < first;
  const containing = columns.filter((column) => column.containsDividends).map(({ symbol }) => symbol);
  return [
    ...(missing.length > 0
      ? [`No daily bars in ${currency} are stored of ${missing.join(', ')}: not part of the value.`]
      : []),
    ...(isLater && columns.length > 1
      ? [`Begins on ${dayText(dayAt(first))}: ${youngest?.symbol} has no earlier bars.`]
      : []),
    ...(containing.length > 0
      ? [
          `Prices of ${containing.join(', ')} were stored adjusted for dividends, which cannot be taken out again: earlier values are lower by them.`,
        ]
      : []),
  ];
}
