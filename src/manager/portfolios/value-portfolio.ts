import type { PortfolioHolding, StoredPortfolio } from '../../domain/portfolio-store.ts';
import type { AllocationSources } from '../allocation/sources.ts';
import { currencyOf, type LastPrice, lastPriceOf } from './last-prices.ts';
import { tradeTo } from './trades.ts';
import type { ValuedHolding, ValuedPortfolio } from './valued-portfolio.ts';

interface Priced {
  readonly holding: PortfolioHolding;
  readonly last: LastPrice | null;
  readonly currency: string | null;
  readonly value: number | null;
  readonly problem: ValuedHolding['problem'];
}

/** Sums over the holdings that have a value. */
interface Sums {
  readonly value: number;
  /** The same a session earlier, for what a change is a part of. */
  readonly before: number;
  readonly newest: string | null;
  readonly isComplete: boolean;
}

/** What a portfolio is worth at the last prices there are; what has none is named and no part of the sums. */
export async function valuePortfolio(
  portfolio: StoredPortfolio,
  sources: AllocationSources,
): Promise<ValuedPortfolio> {
  const priced = await Promise.all(portfolio.holdings.map((holding) => price(holding, portfolio, sources)));
  const sums = sumsOf(portfolio, priced);
  const holdings = priced.map((each) => valued(each, portfolio, sums));
  const invested = total(holdings, ({ value }) => value) ?? 0;
  const dayChange = total(holdings, (each) => each.dayChange);
  const costs = total(holdings, ({ gain, cost, quantity }) =>
    gain === null ? null : (cost ?? 0) * quantity,
  );
  const gain = total(holdings, (each) => each.gain);
  const drifts = holdings.flatMap(({ drift }) => (drift === null ? [] : [Math.abs(drift)]));
  const traded = total(holdings, ({ trade }) => trade?.value ?? null);
  const { id, version, name, currency, cash } = portfolio;
  return {
    id,
    version,
    name,
    currency,
    cash,
    cashWeight: sums.value > 0 ? cash / sums.value : null,
    value: sums.value,
    invested,
    asOf: sums.newest,
    dayChange,
    dayReturn: ratio(dayChange, sums.before),
    gain,
    gainReturn: ratio(gain, costs),
    largestDrift: drifts.length > 0 ? Math.max(...drifts) : null,
    cashAfterTrades: traded === null ? null : cash - traded,
    holdings,
    missing: holdings.filter(({ value }) => value === null).map(({ symbol }) => symbol),
    notes: notesOf(holdings, currency),
    stale: sources.stale,
  };
}

async function price(
  holding: PortfolioHolding,
  portfolio: StoredPortfolio,
  sources: AllocationSources,
): Promise<Priced> {
  const last = await lastPriceOf(holding.symbol, sources);
  const currency = await currencyOf(holding.symbol, sources);
  const isOther = currency !== null && currency !== portfolio.currency;
  const problem = last === null ? 'no price' : isOther ? 'other currency' : null;
  const value = problem === null && last !== null ? holding.quantity * last.price : null;
  return { holding, last, currency, value, problem };
}

function sumsOf({ cash }: StoredPortfolio, priced: readonly Priced[]): Sums {
  const dates = priced.flatMap(({ last, value }) => (last === null || value === null ? [] : [last.date]));
  const newest = dates.toSorted().at(-1) ?? null;
  const before = priced.reduce(
    (sum, each) => sum + (each.value ?? 0) - (dayChangeOf(each, newest) ?? 0),
    cash,
  );
  return {
    value: priced.reduce((sum, { value }) => sum + (value ?? 0), cash),
    before,
    newest,
    isComplete: priced.every(({ value }) => value !== null),
  };
}

/** Null where its last price is older than the newest of the portfolio: its change is not of that day. */
function dayChangeOf({ holding, last, value }: Priced, newest: string | null): number | null {
  if (last === null || value === null || last.before === null || last.date !== newest) return null;
  return holding.quantity * (last.price - last.before);
}

function valued(each: Priced, { fractional }: StoredPortfolio, sums: Sums): ValuedHolding {
  const { holding, last, currency, value, problem } = each;
  const { quantity, cost, targetWeight } = holding;
  const weight = value === null ? null : ratio(value, sums.value);
  const dayChange = dayChangeOf(each, sums.newest);
  const paid = cost === null ? null : cost * quantity;
  const gain = value === null || paid === null ? null : value - paid;
  return {
    ...holding,
    currency,
    ...priceOf(last),
    value,
    problem,
    weight,
    drift: weight === null || targetWeight === null ? null : weight - targetWeight,
    dayChange,
    dayReturn: ratio(dayChange, (value ?? 0) - (dayChange ?? 0)),
    dayContribution: ratio(dayChange, sums.before),
    gain,
    gainReturn: ratio(gain, paid),
    trade: tradeOf(each, fractional, sums),
  };
}

function priceOf(
  last: LastPrice | null,
): Pick<ValuedHolding, 'price' | 'priceDate' | 'sessionsBehind' | 'isStale'> {
  if (last === null) return { price: null, priceDate: null, sessionsBehind: null, isStale: false };
  const { price: close, date, sessionsBehind } = last;
  return { price: close, priceDate: date, sessionsBehind, isStale: sessionsBehind > 0 };
}

/** While a value is missing, the whole is not known, and neither is the part of it that is meant. */
function tradeOf({ holding, last }: Priced, fractional: boolean, sums: Sums): ValuedHolding['trade'] {
  const { targetWeight, quantity } = holding;
  if (!sums.isComplete || targetWeight === null || last === null) return null;
  return tradeTo(targetWeight * sums.value, quantity, last.price, fractional);
}

function notesOf(holdings: readonly ValuedHolding[], currency: string): string[] {
  const named = (which: (holding: ValuedHolding) => boolean): string =>
    holdings
      .filter(which)
      .map(({ symbol }) => symbol)
      .join(', ');
  const priceless = named(({ problem }) => problem === 'no price');
  const foreign = named(({ problem }) => problem === 'other currency');
  const old = named(({ isStale }) => isStale);
  return [
    ...(priceless ? [`No daily bars are stored of ${priceless}: not part of the value.`] : []),
    ...(foreign ? [`Not quoted in ${currency}, and not part of the value: ${foreign}.`] : []),
    ...(priceless || foreign ? ['What to buy and sell is not told while a value is missing.'] : []),
    ...(old ? [`Sessions have ended since the last price of ${old}.`] : []),
  ];
}

/** The sum of those that are not null; null where all are. */
function total<Item>(items: readonly Item[], of: (item: Item) => number | null): number | null {
  const values = items.map(of).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0);
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole <= 0 ? null : part / whole;
}
