import { describe, expect, it } from 'vitest';
import { type AllocationTerms, allocate, type CapitalPlan } from '../../src/allocation/allocate.ts';
import type { Candidate } from '../../src/allocation/holding.ts';
import { weightsByScore } from '../../src/allocation/scores.ts';
import { randomNumbers } from './reference.ts';

const terms: AllocationTerms = { capital: 10_000, fractional: false, maxPercent: null };

function candidate(symbol: string, price: number | null, more: Partial<Candidate> = {}): Candidate {
  const nothing = { category: null, quantity: null, percent: null, amount: null, marketCap: null };
  return { ...nothing, ...more, symbol, price };
}

function quantities(
  candidates: readonly Candidate[],
  plan: CapitalPlan,
  more: Partial<AllocationTerms> = {},
) {
  const { holdings, leftover } = allocate(candidates, plan, { ...terms, ...more });
  return { shares: holdings.map(({ quantity }) => quantity), leftover };
}

const three = [candidate('A', 150), candidate('B', 2800), candidate('C', 300)];

describe('each method by hand', () => {
  it('equal_weight: capital / n', () => {
    // 3333.33 each: 22 · 150 + 1 · 2800 + 11 · 300 = 9400
    expect(quantities(three, { method: 'equal_weight' })).toEqual({ shares: [22, 1, 11], leftover: 600 });
    const { shares, leftover } = quantities(three, { method: 'equal_weight' }, { fractional: true });
    expect(shares[1]).toBeCloseTo(10_000 / 3 / 2800, 12);
    expect(leftover).toBeCloseTo(0, 9);
  });

  it('market_cap: cap / Σ cap', () => {
    const caps = [2500, 1500, 1000].map((marketCap, i) => ({ ...three[i], marketCap }) as Candidate);
    // 5000, 3000 and 2000
    expect(quantities(caps, { method: 'market_cap' }).shares).toEqual([33, 1, 6]);
  });

  it('dynamic: percent or amount', () => {
    const mixed = [candidate('A', 150, { percent: 29 }), candidate('B', 100, { amount: 4000 })];
    expect(quantities(mixed, { method: 'dynamic' })).toEqual({ shares: [19, 40], leftover: 3150 });
    const exact = [candidate('A', 1, { percent: 29 })];
    // 0.29 · 100 is 28.999999999999996 in binary fractions.
    expect(quantities(exact, { method: 'dynamic' }, { capital: 100 }).shares).toEqual([29]);
  });

  it('custom: the quantities', () => {
    const wished = [candidate('A', 150, { quantity: 10 }), candidate('B', 2800, { quantity: 3 })];
    expect(quantities(wished, { method: 'custom' })).toEqual({ shares: [10, 3], leftover: 100 });
  });

  it('auto: by category, the dearest first, then what is left to the smallest position', () => {
    const held = [
      candidate('A', 110, { category: 'TECHNOLOGY' }),
      candidate('B', 490, { category: 'TECHNOLOGY' }),
      candidate('C', 60, { category: 'INDEX' }),
    ];
    const plan = { method: 'auto', ratios: { TECHNOLOGY: 0.6, INDEX: 0.4 }, utilisation: 1 } as const;
    // 300, 300 and 400 of 1000: 2 · 110, 0 · 490, 6 · 60 leave 420. B cannot be paid; the smaller of the others, a
    // share a round: A 330, A 440, C 420, C 480, and 80 are left: C 540. 20 are left.
    expect(quantities(held, plan, { capital: 1000 })).toEqual({ shares: [4, 0, 9], leftover: 20 });
  });

  it('auto: never above the capital, though ratios may add up to 1.01', () => {
    const held = [candidate('A', 1, { category: 'BOND' }), candidate('B', 2, { category: 'INDEX' })];
    const plan = { method: 'auto', ratios: { BOND: 0.51, INDEX: 0.5 }, utilisation: 1 } as const;
    expect(quantities(held, plan, { capital: 100 }).leftover).toBe(0);
    expect(quantities(held, plan, { capital: 100, fractional: true }).leftover).toBeCloseTo(0, 12);
  });

  it('auto: names instruments and categories that are left over', () => {
    const held = [candidate('A', 10, { category: 'BOND' }), candidate('B', 10)];
    const plan = { method: 'auto', ratios: { BOND: 0.5, INDEX: 0.5 }, utilisation: 0.95 } as const;
    const { notes, invested } = allocate(held, plan, terms);
    expect(notes).toEqual([
      'No capital for B: no category, or none with a ratio.',
      'No instrument in INDEX: that part of the capital is not planned for.',
    ]);
    expect(invested).toBe(4750 + 1000);
  });

  it('buys no share rather than one that its part does not pay for', () => {
    const dear = [candidate('A', 100), candidate('B', 6000), candidate('C', 7000)];
    // max(1, floor) would spend 3300 + 6000 + 7000 of 10000.
    const { holdings, invested, notes } = allocate(dear, { method: 'equal_weight' }, terms);
    expect(holdings.map(({ quantity }) => quantity)).toEqual([33, 0, 0]);
    expect(invested).toBe(3300);
    expect(notes).toHaveLength(2);
  });
});

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);

it.each([false, true])(
  'never spends more than there is, whatever the prices (fractions: %s)',
  (fractional) => {
    for (const seed of seeds) {
      const random = randomNumbers(seed);
      const count = 1 + Math.floor(random() * 12);
      const held = Array.from({ length: count }, (_, index) =>
        candidate(`S${index}`, 0.01 + 900 * random() ** 3, {
          category: random() < 0.5 ? 'BOND' : 'INDEX',
          marketCap: 1 + random() * 1e6,
          percent: 100 / count,
        }),
      );
      const capital = 1000 * (1 + random());
      const utilisation = 0.5 + random() / 2;
      const plans: CapitalPlan[] = [
        { method: 'equal_weight' },
        { method: 'market_cap' },
        { method: 'dynamic' },
        { method: 'weights', weights: held.map(() => 1 / count) },
        { method: 'auto', ratios: { BOND: 0.505, INDEX: 0.505 }, utilisation },
      ];
      for (const plan of plans) {
        const { holdings, invested, leftover } = allocate(held, plan, { ...terms, capital, fractional });
        expect(invested).toBeLessThanOrEqual(capital * (1 + 1e-14));
        expect(invested + leftover).toBeCloseTo(capital, 8);
        expect(holdings.every(({ quantity }) => fractional || Number.isInteger(quantity))).toBe(true);
        const most = holdings.map(({ value, target }) => value / target);
        if (plan.method !== 'auto') expect(Math.max(...most)).toBeLessThanOrEqual(1 + 1e-14);
      }
    }
  },
);

describe('what cannot be allocated is refused', () => {
  const wished = three.map((each) => ({ ...each, quantity: 4 }));
  const cases: readonly (readonly [
    string,
    readonly Candidate[],
    CapitalPlan,
    Partial<AllocationTerms>,
    string,
  ])[] = [
    ['no capital', three, { method: 'equal_weight' }, { capital: 0 }, 'initial capital above 0. Got 0'],
    ['NaN capital', three, { method: 'equal_weight' }, { capital: Number.NaN }, 'Got NaN'],
    ['no symbol', [], { method: 'equal_weight' }, {}, 'at least one symbol'],
    ['a symbol twice', [...three, candidate('A', 1)], { method: 'equal_weight' }, {}, 'duplicate A'],
    [
      'a missing price',
      [candidate('A', 1), candidate('B', null)],
      { method: 'equal_weight' },
      {},
      'none for B',
    ],
    ['a NaN price', [candidate('A', Number.NaN)], { method: 'equal_weight' }, {}, 'none for A'],
    ['a missing cap', three, { method: 'market_cap' }, {}, 'none for A, B, C'],
    ['neither percent nor amount', three, { method: 'dynamic' }, {}, 'neither or both for A, B, C'],
    [
      'more than 100 %',
      [candidate('A', 1, { percent: 60 }), candidate('B', 1, { percent: 41 })],
      { method: 'dynamic' },
      {},
      'Got $10,100.00',
    ],
    ['a missing quantity', three, { method: 'custom' }, {}, 'none for A'],
    ['a quantity of 0', [candidate('A', 1, { quantity: 0 })], { method: 'custom' }, {}, '0 for A'],
    [
      'quantities above the capital',
      wished,
      { method: 'custom' },
      {},
      'Initial capital ($10,000.00) is insufficient to cover specified asset quantities ($13,000.00)',
    ],
    [
      'a position above the largest',
      three,
      { method: 'equal_weight' },
      { maxPercent: 25 },
      'Asset A allocation (33.33%) exceeds maximum position size (25%)',
    ],
    ['a price above the capital', three, { method: 'equal_weight' }, { capital: 2000 }, 'B at $2,800.00'],
  ];

  it.each(cases)('%s', (_, candidates, plan, more, message) => {
    expect(() => allocate(candidates, plan, { ...terms, ...more })).toThrow(message);
  });
});

describe('weights by score', () => {
  const bounds = { min: 0.02, max: 0.5 };

  it('are in proportion to test + weight · forecast, the others get the least', () => {
    const results = [
      { test: 20, forecast: 10 },
      { test: 10, forecast: null },
      { test: -5, forecast: 50 },
      { test: null, forecast: 90 },
    ];
    const { scores, weights, notes } = weightsByScore(results, 0.3, bounds);
    expect(scores).toEqual([23, 10, 10, null]);
    expect(weights[0]).toBeCloseTo(0.5, 12);
    expect(weights[1]).toBeCloseTo(0.24, 12);
    expect(weights[3]).toBe(0.02);
    expect(notes).toEqual([]);
  });

  it('are equal where none is positive', () => {
    const { weights, notes } = weightsByScore(
      [
        { test: -1, forecast: null },
        { test: 0, forecast: null },
      ],
      0.3,
      bounds,
    );
    expect([...weights]).toEqual([0.5, 0.5]);
    expect(notes).toHaveLength(1);
  });
});
