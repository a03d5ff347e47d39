import { describe, expect, test } from 'vitest';
import { type BrokerFields, brokerFees } from '../../src/backtest/broker/broker-fees.ts';
import { affordableShares, noCommission, orderFee } from '../../src/backtest/broker/commission.ts';

const nothing: BrokerFields = {
  name: 'custom',
  commission_type: null,
  commission_value: null,
  min_commission: null,
  max_commission: null,
  per_share_commission: null,
  regulatory_fees: null,
  exchange_fees: null,
};

const fee = (fields: Partial<BrokerFields>, shares: number, price: number) =>
  orderFee(brokerFees({ ...nothing, ...fields }), shares, price);

describe('presets', () => {
  test.each([
    // max(1, 100 · 0.005) + 100 · 50 · 0.0000229 + 0.003
    ['interactive_brokers', 100, 50, 1.1175],
    // 1000 · 0.005 + 1000 · 50 · 0.0000229 + 0.003
    ['interactive_brokers', 1000, 50, 6.148],
    // 600,000 · 0.004 + 600,000 · 2 · 0.0000229 + 0.003
    ['interactive_brokers', 600_000, 2, 2427.483],
    ['td_ameritrade', 200, 100, 0.458],
    ['etrade', 200, 100, 0.458],
    ['fidelity', 200, 100, 0.458],
    ['schwab', 200, 100, 0.458],
    ['robinhood', 50, 100, 0],
    ['robinhood', 51, 100, 0.008466],
    ['robinhood', 49_999, 1, 8.299834],
    ['robinhood', 60_000, 1, 8.3],
  ])('%s: %d shares at %d cost %d', (name, shares, price, expected) => {
    expect(fee({ name }, shares, price)).toBeCloseTo(expected, 9);
  });

  test('are found in other spellings', () => {
    expect(fee({ name: 'Interactive Brokers' }, 1000, 50)).toBeCloseTo(6.148, 9);
  });

  test('keep what is not given otherwise', () => {
    expect(fee({ name: 'interactive_brokers', min_commission: 2 }, 100, 50)).toBeCloseTo(2.1175, 9);
    expect(fee({ name: 'interactive_brokers', max_commission: 3 }, 1000, 50)).toBeCloseTo(4.148, 9);
    expect(fee({ name: 'interactive_brokers', per_share_commission: 0.01 }, 1000, 50)).toBeCloseTo(11.148, 9);
    expect(fee({ name: 'schwab', commission_type: 'fixed', commission_value: 4 }, 200, 100)).toBeCloseTo(
      4.458,
      9,
    );
    expect(fee({ name: 'schwab', regulatory_fees: 0, exchange_fees: 0.5 }, 200, 100)).toBeCloseTo(0.5, 9);
  });

  test('name the nearest one for one that is not known', () => {
    expect(() => brokerFees({ ...nothing, name: 'robbinhood' })).toThrow('Did you mean robinhood?');
    expect(() => brokerFees({ ...nothing, name: 'xyz' })).toThrow('interactive_brokers');
  });
});

describe('types of commission', () => {
  test.each([
    ['percentage', 0.001, 20],
    ['fixed', 4.95, 4.95],
    ['per_share', 0.01, 2],
    ['tiered', { '100': 0.02, '0': 0.05, '1000': 0.01 }, 4],
    ['tiered', 0.03, 6],
  ] as const)('%s of %j: 200 shares at 100', (type, value, expected) => {
    expect(fee({ commission_type: type, commission_value: value }, 200, 100)).toBeCloseTo(expected, 9);
  });

  test('follow from the fields where none is given', () => {
    expect(fee({ commission_value: 0.001 }, 200, 100)).toBeCloseTo(20, 9);
    expect(fee({ commission_value: { '0': 0.05 } }, 200, 100)).toBeCloseTo(10, 9);
    expect(fee({ per_share_commission: 0.02 }, 200, 100)).toBeCloseTo(4, 9);
    expect(fee({}, 200, 100)).toBe(0);
  });

  test('are refused where fields contradict each other', () => {
    const bad = (fields: Partial<BrokerFields>) => () => brokerFees({ ...nothing, ...fields });
    expect(bad({ commission_type: 'fixed' })).toThrow('nothing');
    expect(bad({ commission_type: 'percentage', commission_value: { '0': 1 } })).toThrow('a mapping');
    expect(bad({ commission_type: 'percentage', commission_value: 2 })).toThrow('at most 1');
    expect(bad({ commission_type: 'tiered', commission_value: { few: 1 } })).toThrow('numbers of shares');
    expect(bad({ commission_type: 'tiered', commission_value: {} })).toThrow('numbers of shares');
    expect(bad({ min_commission: 3, max_commission: 2 })).toThrow('at least min_commission');
  });
});

describe('what a budget pays for', () => {
  test('leaves room for a fee on the order, not on each share', () => {
    const model = { ...noCommission, fixed: 50 };
    expect(affordableShares(model, 10_000, 100, 1)).toBe(99);
    expect(affordableShares(model, 49, 1, 1)).toBe(0);
  });

  test('is the most that can be paid for, whatever the fees', () => {
    const models = [
      brokerFees({ ...nothing, name: 'interactive_brokers' }),
      brokerFees({ ...nothing, name: 'robinhood' }),
      brokerFees({ ...nothing, commission_value: { '0': 0.5, '100': 0.1, '300': 0.4 } }),
      { ...noCommission, fixed: 7, relative: 0.01, most: 12 },
    ];
    for (const model of models) {
      for (let budget = 5; budget < 3000; budget += 37) {
        const cost = (shares: number) => shares * 7.3 + orderFee(model, shares, 7.3);
        const shares = affordableShares(model, budget, 7.3, 1);
        if (shares > 0) expect(cost(shares)).toBeLessThanOrEqual(budget);
        expect(cost(shares + 1)).toBeGreaterThan(budget);
      }
    }
  });

  test('is counted in parts of a share where they are traded', () => {
    expect(affordableShares(noCommission, 50, 100, 0.001)).toBeCloseTo(0.5, 9);
    expect(affordableShares({ ...noCommission, fixed: 1 }, 50, 100, 0.01)).toBeCloseTo(0.49, 9);
  });
});
