import type { PriceRecord } from '../../domain/records.ts';
import { bars } from './bars.ts';
import type { SyntheticCompany } from './company.ts';

const yearMs = 365.25 * 86_400_000;

interface DatedAmount {
  /** Day of effect at 00:00 UTC, epoch ms. */
  readonly dayMs: number;
  readonly amount: number;
}

export interface SyntheticHistory {
  /** Daily bars, adjusted for later splits and dividends. */
  readonly bars: readonly PriceRecord[];
  /** Per share of today, as Yahoo states them. */
  readonly dividends: readonly DatedAmount[];
  readonly splits: readonly DatedAmount[];
}

const dayOf = (bar: PriceRecord): number => bar.ts / 1_000;

function planSplits(company: SyntheticCompany, daily: readonly PriceRecord[]): DatedAmount[] {
  return company.splits.flatMap(([when, ratio]) => {
    const bar = daily[Math.floor(when * daily.length)];
    return bar === undefined ? [] : [{ dayMs: dayOf(bar), amount: ratio }];
  });
}

/** One payment each quarter, about 0.6 % of the price before. */
function planDividends(company: SyntheticCompany, daily: readonly PriceRecord[]): DatedAmount[] {
  if (!company.paysDividends) return [];
  const planned: DatedAmount[] = [];
  for (let index = 40; index < daily.length; index += 63) {
    const [before, bar] = [daily[index - 1], daily[index]];
    if (before === undefined || bar === undefined) break;
    planned.push({ dayMs: dayOf(bar), amount: Math.max(0.01, Math.round(before.close * 0.6) / 100) });
  }
  return planned;
}

/** The price as traded in whole cents of the shares of its day, then brought to the shares of today. */
function adjustBar(bar: PriceRecord, splitFactor: number, dividendFactor: number): PriceRecord {
  const adjustPrice = (price: number): number =>
    (Math.max(0.01, Math.round(price * splitFactor * 100) / 100) * dividendFactor) / splitFactor;
  return {
    ...bar,
    open: adjustPrice(bar.open),
    high: adjustPrice(bar.high),
    low: adjustPrice(bar.low),
    close: adjustPrice(bar.close),
  };
}

/**
 * Applies factors backwards from the last bar, as yfinance's auto_adjust leaves prices: a bar before an ex-date is
 * multiplied by (1 − dividend / close before), and traded prices are divided by the splits still to come, which
 * makes them arbitrary doubles. The walk itself is without jumps: it is the split-adjusted price.
 */
function adjust(
  daily: readonly PriceRecord[],
  dividends: readonly DatedAmount[],
  splits: readonly DatedAmount[],
): PriceRecord[] {
  const amounts = new Map(dividends.map(({ dayMs, amount }) => [dayMs, amount]));
  const ratios = new Map(splits.map(({ dayMs, amount }) => [dayMs, amount]));
  const adjusted: PriceRecord[] = [];
  let dividendFactor = 1;
  let splitFactor = 1;
  for (let index = daily.length - 1; index >= 0; index -= 1) {
    const bar = daily[index];
    if (bar === undefined) continue;
    adjusted.push(adjustBar(bar, splitFactor, dividendFactor));
    const before = daily[index - 1];
    const amount = amounts.get(dayOf(bar));
    if (amount !== undefined && before !== undefined) dividendFactor *= 1 - amount / before.close;
    splitFactor *= ratios.get(dayOf(bar)) ?? 1;
  }
  return adjusted.reverse();
}

/** The daily history of a made-up company over `years` until `endMs`, as the older application would hold it. */
export function createHistory(
  seed: number,
  company: SyntheticCompany,
  years: number,
  endMs: number,
): SyntheticHistory {
  const daily = [
    ...bars(seed, { symbol: company.symbol, interval: '1d', fromMs: endMs - years * yearMs, toMs: endMs }),
  ];
  const dividends = planDividends(company, daily);
  const splits = planSplits(company, daily);
  return { bars: adjust(daily, dividends, splits), dividends, splits };
}
