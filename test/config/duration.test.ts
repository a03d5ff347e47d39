import { expect, test } from 'vitest';
import { parseDuration } from '../../src/config/duration.ts';

test.each([
  ['7 days', '7 days', 604_800_000],
  ['1 Day', '1 day', 86_400_000],
  ['12h', '12 hours', 43_200_000],
  [' 90 min ', '90 minutes', 5_400_000],
  ['30 mins', '30 minutes', 1_800_000],
  ['45s', '45 seconds', 45_000],
  ['2 hrs', null, 0],
  ['3 months', '3 months', 7_776_000_000],
  ['5 years', '5 years', 157_680_000_000],
])('%s', (text, canonical, ms) => {
  const duration = parseDuration(text);
  if (canonical === null) expect(duration).toBeNull();
  else expect(duration).toMatchObject({ text: canonical, ms });
});

test.each(['', '7', 'days', '0 days', '-1 day', '1.5 days', '7 parsecs', '1 day 2 hours', '7 constructor'])(
  '%j is no duration',
  (text) => {
    expect(parseDuration(text)).toBeNull();
  },
);
