import { noCommission } from '../../../src/backtest/broker/commission.ts';
import type { PortfolioSettings } from '../../../src/backtest/portfolio/settings.ts';
import type { BarSeries } from '../../../src/domain/bar.ts';
import { seriesOf } from '../../indicators/sample-series.ts';

export const plain: PortfolioSettings = {
  cash: 1000,
  commission: noCommission,
  slippage: 0,
  fill: 'close',
  rebalancing: 'never',
  stopLossPercent: null,
  unit: 1,
};

/** Daily bars from closes; opens and lows are the closes unless given. */
export function bars(
  close: readonly number[],
  {
    open = close,
    low = close,
    firstDay = 0,
  }: { open?: readonly number[]; low?: readonly number[]; firstDay?: number } = {},
): BarSeries {
  const high = close.map((price, index) => Math.max(price, open[index] ?? price));
  const series = seriesOf(close, { open, low, high });
  return { ...series, ts: series.ts.map((time) => time + firstDay * 86_400_000) };
}
