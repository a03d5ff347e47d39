import { describe, expect, test } from 'vitest';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import { indicatorGroups } from '../../src/indicators/groups.ts';
import { selectIndicators } from '../../src/indicators/selection.ts';

describe('selection of indicators', () => {
  test('names, aliases and groups, each indicator once and in the order asked for', () => {
    expect(selectIndicators(['Williams_R', 'basic', 'ADX', 'sma'])).toEqual({
      indicators: ['willr', 'sma', 'ema', 'rsi', 'volume', 'adx'],
      unknown: [],
    });
  });

  test('groups of the older application come before the catalogue’s of the same name', () => {
    expect(selectIndicators(['momentum']).indicators).toEqual(indicatorGroups.momentum);
    expect(selectIndicators(['cycle']).indicators).toHaveLength(6);
    expect(selectIndicators(['volume']).indicators).toEqual(['volume']);
  });

  test('what is neither comes back with the nearest known name', () => {
    expect(selectIndicators(['rsii', 'sma', 'volatilty', 'qqqqqqqq'])).toEqual({
      indicators: ['sma'],
      unknown: [
        { name: 'rsii', nearest: 'rsi' },
        { name: 'volatilty', nearest: 'volatility' },
        { name: 'qqqqqqqq', nearest: null },
      ],
    });
  });

  test('every indicator can be chosen by its name', () => {
    const names = indicatorCatalogue.map(({ name }) => name);
    expect(selectIndicators(names)).toEqual({ indicators: names, unknown: [] });
  });
});
