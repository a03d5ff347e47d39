import type { AdjustmentBasis, BarSeries } from './bar.ts';
import { areAsPaid } from './dividend-basis.ts';
import { isIntraday } from './interval.ts';

// Prices on one scale. Backward adjustment: the newest price stays as it is, older ones are multiplied by the factors
// of all actions after them: 1/ratio for a split, and for a dividend 1 - dividend / previous close. So Yahoo defines
// its adjusted close (https://help.yahoo.com/kb/SLN28256.html, "adhering to Center for Research in Security Prices
// (CRSP) standards"). An action changes the prices from its ex-date on, which is a date at the exchange: bars and fetches
// are before or after it by that date, not by UTC, where a session in Sydney begins the day before. Dates are
// milliseconds since 1970 at 00:00 UTC.

/** The date at the exchange, at 00:00 UTC, of a moment; both milliseconds since 1970. */
export type DateOf = (moment: number) => number;

/** A price, what it is adjusted for, and up to which moment: NaN where that is not known, and then up to now. */
export interface DatedPrice {
  /** The date of its session. */
  readonly ts: number;
  readonly close: number;
  readonly basis: AdjustmentBasis;
  readonly fetchedAt: number;
}

export interface SplitOn {
  readonly ts: number;
  /** New shares per old share. */
  readonly ratio: number;
}

export interface DividendOn {
  readonly ts: number;
  /** Cash per share. */
  readonly amount: number;
  /**
   * `raw`: per share of the ex-date; `split`: divided by the splits up to `fetchedAt`, as the older application says
   * of its dividends. That is believed unless the amounts tell otherwise.
   */
  readonly basis: 'raw' | 'split';
  readonly fetchedAt: number;
  /** The last close before the ex-date; without it the dividend cannot be adjusted for. */
  readonly prior: DatedPrice | null;
}

/** The corporate actions of an instrument, in any order. */
export interface CorporateActions {
  readonly splits: readonly SplitOn[];
  readonly dividends: readonly DividendOn[];
}

/** What the actions after a time multiply: share counts by splits, and prices besides by dividends. */
interface Factors {
  splitsAfter(ts: number): number;
  dividendsAfter(ts: number): number;
}

/** Products of all values after a time. */
class ProductsAfter {
  readonly #times: number[] = [];
  readonly #products: number[] = [];

  /** Times must descend. */
  add(ts: number, value: number): void {
    this.#times.push(ts);
    this.#products.push((this.#products.at(-1) ?? 1) * value);
  }

  after(ts: number): number {
    const [times, products] = [this.#times, this.#products];
    let product = 1;
    for (let index = 0; index < times.length && (times[index] ?? ts) > ts; index += 1)
      product = products[index] ?? product;
    return product;
  }
}

function factorsOf({ splits, dividends }: CorporateActions, dateOf: DateOf): Factors {
  const ofSplits = new ProductsAfter();
  for (const { ts, ratio } of newestFirst(splits)) ofSplits.add(ts, ratio);
  const ofDividends = new ProductsAfter();
  const factors: Factors = {
    splitsAfter: (ts) => ofSplits.after(ts),
    dividendsAfter: (ts) => ofDividends.after(ts),
  };
  const asPaid = areAsPaid(dividends, splits);
  // From the newest on: what an older price contains of newer dividends has to be known.
  for (const dividend of newestFirst(dividends)) {
    const basis = asPaid ? 'raw' : dividend.basis;
    ofDividends.add(dividend.ts, dividendFactor({ ...dividend, basis }, factors, dateOf));
  }
  return factors;
}

function newestFirst<Action extends { readonly ts: number }>(actions: readonly Action[]): Action[] {
  return [...actions].sort((one, other) => other.ts - one.ts);
}

/** 1 - dividend / previous close, both per share of the ex-date; 1 where that close is not known or makes no sense. */
function dividendFactor(
  dividend: DividendOn,
  { splitsAfter, dividendsAfter }: Factors,
  dateOf: DateOf,
): number {
  const { ts, amount, basis, fetchedAt, prior } = dividend;
  if (prior === null) return 1;
  const cash =
    basis === 'raw' ? amount : (amount * splitsAfter(ts)) / splitsAfter(epoch(ts, dateOf(fetchedAt)));
  const asOf = prior.basis === 'raw' ? prior.ts : epoch(prior.ts, dateOf(prior.fetchedAt));
  let close = (prior.close * splitsAfter(ts)) / splitsAfter(asOf);
  // A price that contains the dividend already is (close - cash), times the factors of later ones.
  if (prior.basis === 'total' && asOf >= ts)
    close = (close * dividendsAfter(asOf)) / dividendsAfter(ts) + cash;
  const factor = 1 - cash / close;
  return factor > 0 && factor <= 1 ? factor : 1;
}

/** Up to which date a price is adjusted. */
function epoch(date: number, fetchedOn: number): number {
  return Number.isNaN(fetchedOn) ? Number.POSITIVE_INFINITY : Math.max(date, fetchedOn);
}

/** How many shares there are now for each that there was before the actions after a time. */
export function sharesSince(splits: readonly SplitOn[], ts: number): number {
  return splits.reduce((shares, split) => (split.ts > ts ? shares * split.ratio : shares), 1);
}

/** What a price and a volume are multiplied by, and the basis that the result has. */
interface Conversion {
  readonly price: number;
  readonly volume: number;
  readonly basis: AdjustmentBasis;
}

function conversion(
  { ts, basis, fetchedAt }: Omit<DatedPrice, 'close'>,
  wanted: AdjustmentBasis,
  { splitsAfter, dividendsAfter }: Factors,
): Conversion {
  const asOf = basis === 'raw' ? ts : epoch(ts, fetchedAt);
  // Dividends cannot be taken out again without all actions up to the fetch: such a price stays what it is.
  if (basis === 'total' && wanted === 'raw') return { price: 1, volume: 1, basis };
  if (wanted === 'raw') {
    const shares = splitsAfter(ts) / splitsAfter(asOf);
    return { price: shares, volume: 1 / shares, basis: 'raw' };
  }
  const shares = splitsAfter(asOf);
  if (basis === 'total') {
    const dividends = wanted === 'total' ? dividendsAfter(asOf) : 1;
    return { price: dividends / shares, volume: shares, basis };
  }
  return { price: (wanted === 'total' ? dividendsAfter(ts) : 1) / shares, volume: shares, basis: wanted };
}

/** What the stored prices of a series are adjusted for, and up to which moment; one entry for each bar. */
export interface SeriesBasis {
  readonly basis: readonly AdjustmentBasis[];
  /** NaN where it is not known. */
  readonly fetchedAt: Float64Array;
}

/**
 * The series with all prices adjusted as wanted, as of now. Bars that were stored with adjustment for dividends keep
 * it: to them only the actions after their fetch are applied, and only those that are wanted.
 * @param dateOf of the exchange of the instrument
 * @returns a new series, and the bases that its bars have
 */
export function adjustSeries(
  series: BarSeries,
  { basis, fetchedAt }: SeriesBasis,
  actions: CorporateActions,
  wanted: AdjustmentBasis,
  dateOf: DateOf,
): { series: BarSeries; bases: AdjustmentBasis[] } {
  const factors = factorsOf(actions, dateOf);
  const dates = isIntraday(series.interval) ? series.ts.map((at) => dateOf(at)) : series.ts;
  const conversions = basis.map((stored, index) => {
    const ts = dates[index] ?? Number.NaN;
    const fetchedOn = dateOf(fetchedAt[index] ?? Number.NaN);
    return conversion({ ts, basis: stored, fetchedAt: fetchedOn }, wanted, factors);
  });
  const times = (column: Float64Array, factor: (by: Conversion) => number): Float64Array =>
    column.map((value, index) => {
      const by = conversions[index];
      return by === undefined ? value : value * factor(by);
    });
  const price = (column: Float64Array): Float64Array => times(column, (by) => by.price);
  return {
    series: {
      ...series,
      open: price(series.open),
      high: price(series.high),
      low: price(series.low),
      close: price(series.close),
      volume: times(series.volume, (by) => by.volume),
    },
    bases: [...new Set(conversions.map((by) => by.basis))],
  };
}

/** A close that is older says nothing of the day before an ex-date: milliseconds. */
export const longestBeforeExDate = 14 * 86_400_000;
