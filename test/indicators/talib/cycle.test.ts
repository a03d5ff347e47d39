import { expect, test } from 'vitest';
import { requireIndicator } from '../../../src/indicators/catalogue.ts';
import { cycleIndicators } from '../../../src/indicators/cycle/catalogue.ts';
import { seriesOf } from '../sample-series.ts';
import { describeEquality } from './comparison.ts';

const still = ['a price that stands still'] as const;

describeEquality(
  cycleIndicators,
  {
    ht_dcperiod: { variants: [] },
    ht_dcphase: { variants: [], except: still },
    ht_phasor: { variants: [] },
    ht_sine: { variants: [], except: still },
    ht_trendline: { variants: [] },
    ht_trendmode: { variants: [], kind: 'integer', except: still },
  },
  [],
);

test('a price that stands still has the same cycle at every level, where TA-Lib takes the angle of rounding residue', () => {
  const compute = (name: string, price: number) => {
    const outputs = requireIndicator(name).compute(seriesOf(new Array<number>(250).fill(price)), {});
    return Object.values(outputs).flatMap((values) => [...values.subarray(63)]);
  };
  for (const name of ['ht_dcphase', 'ht_sine', 'ht_trendmode']) {
    const expected = compute(name, 1);
    for (const price of [100.1, 0.37]) {
      for (const [index, value] of compute(name, price).entries())
        expect(value).toBeCloseTo(expected[index] ?? 0, 9);
    }
  }
});
