import { expect, test } from 'vitest';
import { adjusted, chanceOfGain } from '../../src/forecast/significance.ts';
import { exceedance } from '../../src/forecast/student-t.ts';

test('Student’s t as in SciPy', () => {
  // scipy.stats.t.sf(t, freedom)
  const known = [
    [1.5, 9, 0.08392532802853743],
    [2.3, 39, 0.01344249630705198],
    [-0.7, 11, 0.7507677671528018],
    [0.01, 3, 0.496324555706426],
    [12, 20, 6.797778512940339e-11],
    [0, 5, 0.5],
  ] as const;
  for (const [t, freedom, chance] of known)
    expect(Math.abs(exceedance(t, freedom) / chance - 1)).toBeLessThan(1e-11);
});

test('without overlap the test is Student’s on the mean gain', () => {
  const gains = [0.3, -0.1, 0.4, 0.2, 0.5, -0.2, 0.1, 0.6, 0.2, 0.3, 0.1, 0.4];
  // scipy.stats.ttest_1samp(gains, 0, alternative='greater').pvalue
  expect(chanceOfGain(gains, 0)).toBeCloseTo(0.0027534575618654664, 13);
});

test('few origins, no differences and overlaps that leave nothing say nothing', () => {
  expect(chanceOfGain([1, 2, 3], 0)).toBeNull();
  expect(chanceOfGain(new Array(20).fill(0), 0)).toBeNull();
  expect(
    chanceOfGain(
      Array.from({ length: 20 }, (_, at) => at % 3),
      25,
    ),
  ).toBeNull();
});

test('Holm’s adjustment for several models', () => {
  const chances = new Map([
    ['a', 0.01],
    ['b', 0.04],
    ['c', 0.03],
    ['d', null],
  ]);
  const [a, b, c, d] = [...adjusted(chances).values()];
  expect(a).toBeCloseTo(0.03, 12);
  expect(c).toBeCloseTo(0.06, 12);
  expect(b).toBeCloseTo(0.06, 12);
  expect(d).toBeNull();
});
