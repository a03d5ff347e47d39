import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { BarSeries } from '../domain/bar.ts';
import { type Interval, isInterval } from '../domain/interval.ts';
import type { MarketStore, OptionQuote, StockInfo, StoredBars } from '../domain/market-store.ts';
import { isTickerSymbol, type TickerSymbol } from '../domain/nominal.ts';
import { fieldText } from '../storage/timescale/field-text.ts';
import type { RowsOfOthers } from './rows-of-others.ts';

/** The kinds of answers that are compared; `symbol` is whether a store knows a symbol at all. */
type ComparedKind = 'symbol' | 'bar' | 'dividend' | 'split' | 'call' | 'put' | 'info';

/** Answers of one kind about one symbol (of one interval, for bars) that are not the same in both stores. */
interface StoreDifference {
  readonly symbol: string;
  readonly kind: ComparedKind;
  /** The first row that differs or that only one has: interval and time, time, contract, or the symbol itself. */
  readonly key: string;
  /** How many rows differ. */
  readonly rows: number;
}

export interface StoreComparison {
  /** Rows compared, those that only one store has included. */
  readonly compared: Readonly<Record<ComparedKind, number>>;
  /** The first 100. */
  readonly differences: readonly StoreDifference[];
  /** How many there are, listed or not. */
  readonly differing: number;
}

export interface ComparisonProgress {
  readonly symbol: string;
  /** Symbols compared before this one, and how many there are. */
  readonly done: number;
  readonly total: number;
}

const mostListed = 100;

interface ComparisonOptions {
  readonly onProgress?: (progress: ComparisonProgress) => void;
  /** Rows of the second store that are left out of both: they came otherwise than from the first. */
  readonly except?: RowsOfOthers;
}

const nobody: RowsOfOthers = {
  symbols: async () => new Set(),
  bars: async () => ({ times: new Set(), bases: [] }),
  actions: async () => new Set(),
  contracts: async () => new Set(),
  hasInfo: async () => false,
};

/**
 * Asks two stores the same about every symbol either has, and compares the answers row by row, value by value (by
 * meaning for JSON). One symbol is held at a time. Which rows are to be left out is asked only where answers differ.
 */
export async function compareStores(
  one: MarketStore,
  other: MarketStore,
  { onProgress = () => undefined, except = nobody }: ComparisonOptions = {},
): Promise<StoreComparison> {
  const tally = new Tally();
  const [ones, others] = [new Set(await one.symbols()), new Set(await other.symbols())];
  const brought = await except.symbols();
  const symbols = [...new Set([...ones, ...others])].sort();
  for (const [done, symbol] of symbols.entries()) {
    onProgress({ symbol, done, total: symbols.length });
    if (!ones.has(symbol) && brought.has(symbol)) continue;
    const known = (store: ReadonlySet<string>): string[] => (store.has(symbol) ? [symbol] : []);
    tally.compare(symbol, 'symbol', known(ones), known(others), (name) => name);
    if (isTickerSymbol(symbol)) await compareSymbol({ one, other, except }, symbol, tally);
  }
  return tally.result();
}

interface Compared {
  readonly one: MarketStore;
  readonly other: MarketStore;
  readonly except: RowsOfOthers;
}

async function compareSymbol(
  { one, other, except }: Compared,
  symbol: TickerSymbol,
  tally: Tally,
): Promise<void> {
  const both = async <Answer>(ask: (store: MarketStore) => Promise<Answer>): Promise<[Answer, Answer]> => {
    const asked = ask(other);
    asked.catch(() => undefined);
    // The question is on its way before a store that answers within this process takes all of its time.
    await setImmediate();
    return [await ask(one), await asked];
  };
  const intervals = new Set((await both((store) => store.intervalsOf(symbol))).flat());
  for (const interval of [...intervals].filter(isInterval)) {
    const [bars, others] = await both((store) => store.bars(symbol, interval));
    if (areSame(bars, others)) tally.countSame('bar', bars.series.ts.length);
    else {
      const { times, bases } = await except.bars(symbol, interval);
      const rows = barRows(bars, times);
      // What the left out bars are adjusted for says nothing of the others.
      const otherRows = barRows(times.size > 0 ? { ...others, bases } : others, times);
      tally.compare(symbol, 'bar', rows, otherRows, (bar) => barKey(interval, bar));
    }
  }
  const byTime = ({ ts }: { ts: number }): string => timeText(ts);
  const compare = async <Row, Key>(
    kind: ComparedKind,
    [rows, otherRows]: [readonly Row[], readonly Row[]],
    keyOf: (row: Row) => string,
    leftOut: { readonly keyOf: (row: Row) => Key; readonly ask: () => Promise<ReadonlySet<Key>> },
  ): Promise<void> => {
    const keys = isDeepStrictEqual(rows, otherRows) ? new Set<Key>() : await leftOut.ask();
    const isCompared = (row: Row): boolean => !keys.has(leftOut.keyOf(row));
    tally.compare(symbol, kind, rows.filter(isCompared), otherRows.filter(isCompared), keyOf);
  };
  for (const kind of ['dividend', 'split'] as const) {
    const ask = (store: MarketStore): Promise<{ ts: number }[]> =>
      kind === 'dividend' ? store.dividends(symbol) : store.splits(symbol);
    const leftOut = { keyOf: ({ ts }: { ts: number }) => ts, ask: () => except.actions(symbol, kind) };
    await compare(kind, await both(ask), byTime, leftOut);
  }
  const [chain, otherChain] = await both((store) => store.optionChain(symbol));
  const byContract = ({ contract }: OptionQuote): string => contract;
  for (const right of ['call', 'put'] as const) {
    const quotes: [readonly OptionQuote[], readonly OptionQuote[]] =
      right === 'call' ? [chain.calls, otherChain.calls] : [chain.puts, otherChain.puts];
    const leftOut = { keyOf: byContract, ask: () => except.contracts(symbol, right) };
    await compare(right, quotes, byContract, leftOut);
  }
  const infos = await both(async (store) => [await store.stockInfo(symbol)].filter((info) => info !== null));
  const hasOther = async (): Promise<Set<string>> => new Set((await except.hasInfo(symbol)) ? [symbol] : []);
  const byName = (info: StockInfo): string => info.symbol;
  await compare('info', infos, byName, { keyOf: byName, ask: hasOther });
}

const columns = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** As a comparison of each bar would say, without making rows of the columns: nearly all answers are the same. */
function areSame(one: StoredBars, other: StoredBars): boolean {
  return (
    isDeepStrictEqual(new Set(one.bases), new Set(other.bases)) &&
    columns.every((name) => areSameNumbers(one.series[name], other.series[name]))
  );
}

function areSameNumbers(one: BarSeries['close'], other: BarSeries['close']): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}

/** Time in milliseconds, open, high, low, close, volume, and what the series is adjusted for. */
type BarRow = readonly [ts: number, ...values: (number | string)[]];

/** @param leftOut times of bars that are not compared */
function barRows({ series, bases }: StoredBars, leftOut: ReadonlySet<number>): BarRow[] {
  const basis = [...bases].sort().join(' ');
  const { open, high, low, close, volume } = series;
  const values = [open, high, low, close, volume];
  const rows = Array.from(
    series.ts,
    (ts, at): BarRow => [ts, ...values.map((column) => column[at] ?? Number.NaN), basis],
  );
  return rows.filter(([ts]) => !leftOut.has(ts));
}

const barKey = (interval: Interval, [ts]: BarRow): string =>
  `${interval} ${timeText(Math.round(ts * 1_000))}`;
const timeText = (micros: number): string => fieldText('timestamptz', micros);

/** Adds up what was compared and what differs. */
class Tally {
  readonly #compared = { symbol: 0, bar: 0, dividend: 0, split: 0, call: 0, put: 0, info: 0 };
  readonly #differences: StoreDifference[] = [];
  #differing = 0;

  /** Compares two answers, each row of which should have a key of its own. */
  compare<Row>(
    symbol: string,
    kind: ComparedKind,
    rows: readonly Row[],
    others: readonly Row[],
    keyOf: (row: Row) => string,
  ): void {
    const missing = new Map<string, Row>();
    const different: string[] = [];
    for (const row of others) {
      const key = keyOf(row);
      // There twice, where the other store can have but one to compare it with.
      if (missing.has(key)) different.push(key);
      missing.set(key, row);
    }
    const twice = different.length;
    for (const row of rows) {
      const key = keyOf(row);
      if (!isDeepStrictEqual(row, missing.get(key))) different.push(key);
      missing.delete(key);
    }
    different.push(...missing.keys());
    this.#compared[kind] += rows.length + missing.size + twice;
    this.#note(symbol, kind, different);
  }

  /** Of answers that were found to be the same. */
  countSame(kind: ComparedKind, rows: number): void {
    this.#compared[kind] += rows;
  }

  #note(symbol: string, kind: ComparedKind, different: readonly string[]): void {
    const [key] = different;
    if (key === undefined) return;
    this.#differing += 1;
    if (this.#differences.length < mostListed) {
      this.#differences.push({ symbol, kind, key, rows: different.length });
    }
  }

  result(): StoreComparison {
    return { compared: this.#compared, differences: this.#differences, differing: this.#differing };
  }
}
