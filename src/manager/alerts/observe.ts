import type { AlertCondition } from '../../domain/alert-store.ts';
import { startOf } from '../../domain/day.ts';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { sessionsBehind } from '../../domain/freshness.ts';
import { isIntraday } from '../../domain/interval.ts';
import type { MarketStore } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { StoredPortfolio } from '../../domain/portfolio-store.ts';
import { type IndicatorQuestion, indicatorSeries } from '../analysis/indicator-series.ts';
import type { StockulaManager } from '../stockula-manager.ts';
import type { Observation } from './judge.ts';

/** What rules look at. */
export interface ObservedMarket {
  readonly store: Pick<MarketStore, 'bars' | 'seriesReaches'>;
  readonly manager: Pick<StockulaManager, 'valuePortfolio'>;
  /** @throws StockulaError NOT_FOUND */
  portfolio(owner: string, id: string): Promise<StoredPortfolio>;
}

/** What there is to judge a condition by, or why there is nothing. */
export type Observed = { readonly observations: readonly Observation[] } | { readonly problem: string };

/** More bars than anybody writes between two evaluations, and enough for the longest warm-up of intraday indicators. */
const mostIntraday = 20_000;
const mostBars = 2_000;

/**
 * Reads what a condition is about, from the store itself: what a cache has may be from before the change that is told of.
 */
export async function observe(
  condition: AlertCondition,
  owner: string,
  market: ObservedMarket,
  now: EpochMs,
): Promise<Observed> {
  try {
    return await observed(condition, owner, market, now);
  } catch (error) {
    // What the rule asks for is not there, or no longer; everything else is tried again.
    const isOfRule = error instanceof StockulaError && ['NOT_FOUND', 'NO_DATA', 'USAGE'].includes(error.code);
    if (isOfRule) return { problem: messageOf(error) };
    throw error;
  }
}

async function observed(
  condition: AlertCondition,
  owner: string,
  market: ObservedMarket,
  now: EpochMs,
): Promise<Observed> {
  switch (condition.kind) {
    case 'price':
      return closes(condition, market, 0);
    case 'change':
      return closes(condition, market, condition.bars);
    case 'indicator':
      return indicator(condition, market);
    case 'stale':
      return staleness(condition, market, now);
    case 'drift':
      return drift(condition.portfolio, owner, market);
  }
}

type OfKind<Kind extends AlertCondition['kind']> = Extract<AlertCondition, { readonly kind: Kind }>;

/** @param since each close against the one so many bars before; 0: as it is */
async function closes(
  { symbol, interval }: OfKind<'price' | 'change'>,
  { store }: ObservedMarket,
  since: number,
): Promise<Observed> {
  const { series } = await store.bars(symbol, interval, { adjust: 'split', latest: mostBars + since });
  const prices = pairs(series.ts, series.close);
  const observations =
    since === 0
      ? prices
      : prices
          .slice(since)
          .map(({ at, value }, place) => ({ at, value: value / (prices[place]?.value ?? Number.NaN) - 1 }));
  return observations.length > 0
    ? { observations }
    : { problem: `There are not enough ${interval} bars of ${symbol}.` };
}

async function indicator(condition: OfKind<'indicator'>, { store }: ObservedMarket): Promise<Observed> {
  const { symbol, interval, parameters, output } = condition;
  const question: IndicatorQuestion = {
    name: condition.indicator,
    symbol,
    interval,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)])),
    range: { adjust: 'total' },
  };
  const latest = isIntraday(interval) ? mostIntraday : undefined;
  const reader = {
    bars: (_: string, __: typeof interval, range: IndicatorQuestion['range']) =>
      store.bars(symbol, interval, { ...range, latest }),
  };
  const { ts, columns } = await indicatorSeries(question, reader, null);
  const values = columns[output];
  if (values === undefined) {
    return { problem: `${condition.indicator} has no output ${output}: ${Object.keys(columns).join(', ')}.` };
  }
  const observations = pairs(ts, values);
  return observations.length > 0
    ? { observations: observations.slice(-mostBars) }
    : { problem: `There are not enough ${interval} bars of ${symbol}.` };
}

async function staleness(
  { symbol, interval }: OfKind<'stale'>,
  { store }: ObservedMarket,
  now: EpochMs,
): Promise<Observed> {
  const reach = (await store.seriesReaches()).find(
    (one) => one.symbol === symbol && one.interval === interval,
  );
  if (reach === undefined) return { problem: `No ${interval} bars of ${symbol} are stored.` };
  const { behind, expected } = sessionsBehind(reach, now);
  return { observations: [{ at: startOf(expected), value: behind }] };
}

async function drift(id: string, owner: string, market: ObservedMarket): Promise<Observed> {
  const portfolio = await market.portfolio(owner, id);
  const { asOf, largestDrift } = await market.manager.valuePortfolio(portfolio);
  if (asOf === null) return { problem: `No holding of the portfolio ${portfolio.name} has a price.` };
  if (largestDrift === null)
    return { problem: `No holding of the portfolio ${portfolio.name} has a target.` };
  const at = Date.parse(asOf) as EpochMs;
  return { observations: [{ at, value: largestDrift, variant: `portfolio version ${portfolio.version}` }] };
}

function pairs(ts: Float64Array, values: Float64Array): Observation[] {
  return Array.from(ts, (at, place) => ({ at: at as EpochMs, value: values[place] ?? Number.NaN })).filter(
    ({ value }) => Number.isFinite(value),
  );
}
