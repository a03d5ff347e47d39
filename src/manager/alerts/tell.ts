import type { AlertCondition } from '../../domain/alert-store.ts';

const relations = {
  above: 'is above',
  below: 'is below',
  crosses_above: 'has crossed above',
  crosses_below: 'has crossed below',
} as const;

/** What has happened, in a sentence: "AAPL 1d close 122.15 is above 120". */
export function tell(condition: AlertCondition, value: number): string {
  const { operator, threshold } = condition;
  return `${subjectOf(condition)} ${figure(condition, value)} ${relations[operator]} ${figure(condition, threshold)}`;
}

function subjectOf(condition: AlertCondition): string {
  switch (condition.kind) {
    case 'price':
      return `${condition.symbol} ${condition.interval} close`;
    case 'change':
      return `${condition.symbol} ${condition.interval} change over ${bars(condition.bars)}`;
    case 'indicator':
      return `${condition.symbol} ${condition.interval} ${indicatorOf(condition)}`;
    case 'drift':
      return `Largest drift of portfolio ${condition.portfolio}`;
    case 'stale':
      return `${condition.symbol} ${condition.interval} bars behind by`;
  }
}

function indicatorOf({
  indicator,
  parameters,
  output,
}: Extract<AlertCondition, { kind: 'indicator' }>): string {
  const given = Object.values(parameters).join(', ');
  const name = given === '' ? indicator : `${indicator}(${given})`;
  return output === indicator ? name : `${name} ${output}`;
}

const bars = (count: number): string => (count === 1 ? '1 bar' : `${count} bars`);

/** Fractions in percent, everything else with as many digits as it takes. */
function figure({ kind }: AlertCondition, value: number): string {
  if (kind === 'stale') return value === 1 ? '1 session' : `${value} sessions`;
  if (kind === 'change' || kind === 'drift') return `${Number((100 * value).toFixed(2))}%`;
  return String(Number(value.toPrecision(8)));
}
