import type { AlertRule } from '../../api/alerts.ts';
import { formatNumber, formatPercent, formatPrice } from '../../components/format.ts';

type Condition = AlertRule['condition'];

const operators: Readonly<Record<Condition['operator'], string>> = {
  above: 'is above',
  below: 'is below',
  crosses_above: 'crosses above',
  crosses_below: 'crosses below',
};

/** A value of a rule in its unit. */
export function valueText({ kind }: Pick<Condition, 'kind'>, value: number | null): string {
  if (value === null) return '–';
  if (kind === 'price') return formatPrice(value);
  if (kind === 'change' || kind === 'drift') return formatPercent(value, { digits: 2 });
  return formatNumber(value, kind === 'stale' ? 0 : 4);
}

/** A condition in words, as in "AAPL 1d close is above 120.00". */
export function conditionText(condition: Condition): string {
  const { kind, operator, threshold, symbol, interval } = condition;
  const series = `${symbol} ${interval}`;
  const what = {
    price: `${series} close`,
    change: `${series} change over ${condition.bars ?? 1} ${condition.bars === 1 ? 'bar' : 'bars'}`,
    indicator: `${series} ${condition.indicator?.toUpperCase()} (${condition.output})`,
    drift: `largest drift of portfolio ${condition.portfolio}`,
    stale: `${series} sessions without a bar`,
  }[kind];
  return `${what} ${operators[operator]} ${valueText(condition, threshold)}`;
}
