import { counted } from '../../domain/counted.ts';
import { type BacktestAnswer, type StrategyRun, statisticOrder } from '../../manager/backtest/answer.ts';
import { dash, formatCount, formatDecimal, formatMoney, formatPercent } from './numbers.ts';

type Value = number | string | null;

/** A statistic as text, by the unit that its name tells. */
export function statisticText(name: string, value: Value): string {
  if (value === null) return dash;
  if (typeof value === 'string') return value;
  if (name.endsWith('[%]')) return formatPercent(value);
  if (name.endsWith('[$]') || name === 'Initial Cash') return formatMoney(value);
  if (name.endsWith('Duration'))
    return Number.isInteger(value) ? counted(value, 'day') : `${formatDecimal(value)} days`;
  if (name.startsWith('#') || name.endsWith('Days')) return formatCount(value);
  return formatDecimal(value, 4);
}

/** All statistics of a run by name, with the ratios above the rate without risk. A database keeps no order of its own. */
export function statisticsOf({ statistics, riskFree }: StrategyRun): (readonly [string, Value])[] {
  const { symbol, ...ratios } = riskFree ?? { symbol: null };
  const named = Object.entries(ratios).map(([name, value]) => [`${name} ${symbol}`, value] as const);
  return [...statisticOrder.map((name) => [name, statistics[name] ?? null] as const), ...named];
}

/** The parameters as in `fast_period 10, slow_period 20`. */
export function parametersText({ params }: StrategyRun): string {
  const parts = Object.entries(params).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? 'no parameters' : parts.join(', ');
}

/** The rules of the runs in one line. */
export function rulesText({ settings }: BacktestAnswer): string {
  const { cash, commission, slippage, fill, stopLossPercent, unit, holdOnly, direction } = settings;
  const { relative, fixed, perShare, least, most, regulatory, exchange, activity } = commission;
  const parts = [
    relative > 0 ? `${trimmed(relative * 100)} %` : null,
    fixed > 0 ? `${formatMoney(fixed)} an order` : null,
    ...perShare.map(
      ({ from, rate }) => `${trimmed(rate)} a share${from > 0 ? ` from ${formatCount(from)} on` : ''}`,
    ),
    least === null ? null : `at least ${formatMoney(least)}`,
    most === null ? null : `at most ${formatMoney(most)}`,
    exchange > 0 ? `exchange fee ${trimmed(exchange)} an order` : null,
    regulatory > 0 ? `regulatory fee ${trimmed(regulatory * 100)} %` : null,
    activity === null
      ? null
      : `${trimmed(activity.perShare)} a share for orders above ${formatCount(activity.above)} shares, at most ${formatMoney(activity.cap)}`,
  ].filter((part) => part !== null);
  return [
    `${formatMoney(cash)} at the start`,
    `commission ${parts.length === 0 ? 'none' : parts.join(', ')}`,
    fill === 'close' ? 'filled at the close' : 'filled at the next open',
    direction === 'long-short' ? 'long and short' : null,
    slippage > 0 ? `slippage ${trimmed(slippage * 100)} %` : null,
    stopLossPercent === null ? null : `stop loss ${trimmed(stopLossPercent)} %`,
    unit === undefined || unit === 1 ? 'whole shares' : 'fractions of shares',
    holdOnly ? 'held only, by its category' : null,
  ]
    .filter((part) => part !== null)
    .join('; ');
}

const trimmed = (value: number): string => String(Number(value.toPrecision(8)));
