import type { Allocation } from '../../allocation/allocate.ts';
import type { BarSeries } from '../../domain/bar.ts';
import type { AllocatedPosition } from './allocated-portfolio.ts';
import type { AllocationQuestion } from './question.ts';
import { lastPrice } from './sources.ts';

/** The lines of an allocation, in the order of the tickers. */
export function positionsOf(
  { portfolio }: AllocationQuestion,
  series: readonly BarSeries[],
  { holdings }: Allocation,
  risks: readonly number[] | null,
): AllocatedPosition[] {
  const { initial_capital: capital, tickers } = portfolio;
  return holdings.map(({ symbol, price, target, quantity, value }, index) => {
    const held = tickers[index]?.quantity ?? null;
    return {
      symbol,
      category: tickers[index]?.category ?? null,
      price,
      priceAt: series.map(lastPrice)[index]?.at ?? Number.NaN,
      targetPercent: (100 * target) / capital,
      weightPercent: (100 * value) / capital,
      quantity,
      value,
      riskPercent: risks?.[index] ?? null,
      current: held === null ? null : { quantity: held, value: held * price },
    };
  });
}

/** What is held now is worth; null where nothing is said of it. */
export function currentValue(positions: readonly AllocatedPosition[]): number | null {
  const held = positions.flatMap(({ current }) => current?.value ?? []);
  return held.length === 0 ? null : held.reduce((sum, value) => sum + value, 0);
}

/** Older than the newest price by more than a week of sessions: the instrument no longer trades, or was not fetched. */
const staleMs = 7 * 86_400_000;

/** What to know of an allocation besides its numbers. */
export function notesOf(
  positions: readonly AllocatedPosition[],
  isEstimated: boolean,
  hasRates: boolean,
): readonly string[] {
  const newest = Math.max(...positions.map(({ priceAt }) => priceAt));
  const old = positions.filter(({ priceAt }) => newest - priceAt > staleMs).map(({ symbol }) => symbol);
  return [
    ...(old.length > 0
      ? [`The last price of ${old.join(', ')} is over a week older than the newest one.`]
      : []),
    ...(isEstimated
      ? []
      : ['Risk and return are not estimated: the instruments share fewer than two returns.']),
    ...(isEstimated && !hasRates
      ? ['Sharpe and Sortino ratios are above 0 %: no Treasury series (^IRX, ^FVX, BIL, SGOV) is stored.']
      : []),
  ];
}
