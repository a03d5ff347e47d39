import { brokerFees } from '../../backtest/broker/broker-fees.ts';
import { noCommission } from '../../backtest/broker/commission.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import type { AllocationQuestion } from './question.ts';

/**
 * How orders are filled and what they cost, as configured for backtests.
 * @throws StockulaError CONFIG_INVALID for a broker that is not known or whose fields contradict each other
 */
export function orderTerms({
  backtest,
}: AllocationQuestion): Pick<BacktestSettings, 'commission' | 'slippage' | 'fill'> {
  const { broker_config: broker, commission, slippage, fill } = backtest;
  return {
    commission: broker === null ? { ...noCommission, relative: commission } : brokerFees(broker),
    slippage,
    fill: fill === 'close' ? 'close' : 'next-open',
  };
}
