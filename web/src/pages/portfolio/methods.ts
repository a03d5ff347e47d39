import type { AllocationQuestion } from '../../api/background.ts';
import type { Portfolio, Valuation } from '../../api/portfolios.ts';

/** How capital can be divided, in words. */
export const methods = [
  { value: 'minimum_variance', label: 'Minimum variance' },
  { value: 'maximum_sharpe', label: 'Maximum Sharpe ratio' },
  { value: 'risk_parity', label: 'Risk parity' },
  { value: 'hierarchical_risk_parity', label: 'Hierarchical risk parity' },
  { value: 'equal_weight', label: 'Equal weight' },
  { value: 'market_cap', label: 'Market capitalisation' },
  { value: 'dynamic', label: 'Target weights' },
] as const;

export type Method = (typeof methods)[number]['value'];

/** What is asked about a portfolio: its value is the capital, its targets are the parts. */
export function questionOf(
  { name, fractional }: Portfolio,
  { value, holdings }: Valuation,
  method: Method,
): AllocationQuestion {
  return {
    name,
    method,
    capital: value,
    fractional,
    tickers: holdings.map(({ symbol, quantity, targetWeight, category }) => ({
      symbol,
      // An instrument is held now or has a part: both would contradict each other.
      ...(method === 'dynamic' ? { percent: 100 * (targetWeight ?? 0) } : quantity > 0 && { quantity }),
      ...(category && { category }),
    })),
  };
}
