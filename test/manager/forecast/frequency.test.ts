import { expect, test } from 'vitest';
import { intervalOfFrequency } from '../../../src/manager/forecast/frequency.ts';

test.each([
  ['D', '1d'],
  ['B', '1d'],
  ['W', '1wk'],
  ['W-FRI', '1wk'],
  ['M', '1mo'],
  ['ME', '1mo'],
  ['QS', '3mo'],
  ['h', '1h'],
  ['H', '1h'],
  ['15min', '15m'],
  ['5T', '5m'],
  ['60min', '1h'],
  ['1wk', '1wk'],
  ['7min', null],
  ['2D', null],
  ['fortnight', null],
])('%s means bars of %s', (frequency, interval) => {
  expect(intervalOfFrequency(frequency)).toBe(interval);
});
