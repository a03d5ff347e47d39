import { StockulaError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { type CommissionModel, noCommission } from './commission.ts';

/** The fields of `backtest.broker_config`; null where they are not given. */
export interface BrokerFields {
  readonly name: string;
  readonly commission_type: 'percentage' | 'fixed' | 'per_share' | 'tiered' | null;
  readonly commission_value: number | Readonly<Record<string, number>> | null;
  readonly min_commission: number | null;
  readonly max_commission: number | null;
  readonly per_share_commission: number | null;
  readonly regulatory_fees: number | null;
  readonly exchange_fees: number | null;
}

const free: CommissionModel = { ...noCommission, regulatory: 0.000_022_9 };

/** What brokers take, as the older application had them. */
const presets: Readonly<Record<string, CommissionModel>> = {
  interactive_brokers: {
    ...noCommission,
    perShare: [
      { from: 0, rate: 0.005 },
      { from: 500_000, rate: 0.004 },
    ],
    least: 1,
    regulatory: 0.000_022_9,
    exchange: 0.003,
  },
  td_ameritrade: free,
  etrade: free,
  fidelity: free,
  schwab: free,
  robinhood: { ...noCommission, activity: { perShare: 0.000_166, above: 50, cap: 8.3 } },
};

/** The brokers whose fees are known. */
export const brokerNames: readonly string[] = Object.keys(presets);

const squeeze = (name: string) => name.toLowerCase().replaceAll(/[\s_-]/g, '');

function presetOf(name: string): CommissionModel {
  if (squeeze(name) === 'custom') return noCommission;
  const names = Object.keys(presets);
  const found = names.find((known) => squeeze(known) === squeeze(name));
  const preset = found === undefined ? undefined : presets[found];
  if (preset !== undefined) return preset;
  const near = nearestName(name, [...names, 'custom']);
  throw invalid(
    'name',
    'a broker that is known',
    `'${name}'`,
    `${near === null ? '' : `Did you mean ${near}? `}Known are ${names.join(', ')}, and custom.`,
  );
}

function invalid(field: string, expected: string, got: string, remedy: string): StockulaError {
  return new StockulaError('CONFIG_INVALID', {
    expected: `backtest.broker_config.${field} to be ${expected}`,
    got,
    remedy,
  });
}

/**
 * The fees of a broker: those of its preset, but for the fields that are given.
 * @throws StockulaError CONFIG_INVALID for a broker that is not known and for fields that contradict each other
 */
export function brokerFees(fields: BrokerFields): CommissionModel {
  const preset = presetOf(fields.name);
  const model: CommissionModel = {
    ...(givesCommission(fields) ? { ...preset, ...noRate, ...rateOf(fields) } : preset),
    least: fields.min_commission ?? preset.least,
    most: fields.max_commission ?? preset.most,
    regulatory: fields.regulatory_fees ?? preset.regulatory,
    exchange: fields.exchange_fees ?? preset.exchange,
  };
  if (model.least !== null && model.most !== null && model.least > model.most) {
    throw invalid(
      'max_commission',
      `at least min_commission, which is ${model.least}`,
      String(model.most),
      'Mend one of them.',
    );
  }
  return model;
}

const noRate = { relative: 0, fixed: 0, perShare: [] };

function givesCommission(fields: BrokerFields): boolean {
  const { commission_type: type, commission_value: value, per_share_commission: perShare } = fields;
  return type !== null || value !== null || perShare !== null;
}

/** Without a type, a mapping means tiers, `per_share_commission` a rate per share, and a number a part of the value. */
function rateOf(fields: BrokerFields): Partial<CommissionModel> {
  const { commission_value: value, per_share_commission: perShare } = fields;
  const mapped = typeof value === 'object' && value !== null;
  const type = fields.commission_type ?? (mapped ? 'tiered' : perShare !== null ? 'per_share' : 'percentage');
  if (type === 'tiered') return { perShare: tiersOf(value ?? perShare) };
  const number = type === 'per_share' ? (perShare ?? value) : value;
  if (typeof number !== 'number') {
    throw invalid(
      'commission_value',
      `one number, as for ${type}`,
      mapped ? 'a mapping' : 'nothing',
      'Give it.',
    );
  }
  if (type === 'per_share') return { perShare: [{ from: 0, rate: number }] };
  if (type === 'fixed') return { fixed: number };
  if (number > 1) {
    throw invalid(
      'commission_value',
      'a part of the value of an order, at most 1',
      String(number),
      '0.002 is 0.2 %.',
    );
  }
  return { relative: number };
}

function tiersOf(value: BrokerFields['commission_value']): CommissionModel['perShare'] {
  if (typeof value === 'number') return [{ from: 0, rate: value }];
  const tiers = Object.entries(value ?? {}).map(([from, rate]) => ({ from: Number(from), rate }));
  if (tiers.length > 0 && tiers.every(({ from }) => from >= 0)) return tiers.sort((a, b) => a.from - b.from);
  throw invalid(
    'commission_value',
    'a mapping of numbers of shares to rates per share',
    JSON.stringify(value),
    "As in {'0': 0.005, '500000': 0.004}.",
  );
}
