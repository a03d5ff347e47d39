import { expect, test } from 'vitest';
import { noBars } from '../../src/manager/bar-reader.ts';

test('of an interval that is not stored is said which is, and how to fetch the other', () => {
  const { got, remedy } = noBars('AAPL', '1wk', {}, ['1d', '1h']).parts;
  expect(got).toBe('only bars of 1d, 1h');
  expect(remedy).toContain('(--interval 1d)');
  expect(remedy).toContain('stockula etl fetch AAPL --interval 1wk');
  expect(noBars('AAPL', '1d', {}, ['1d']).parts.remedy).toContain('another range');
});
