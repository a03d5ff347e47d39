import { describe, expect, test } from 'vitest';
import { validateAlembicVersionRow } from '../../src/etl/legacy/alembic-version.ts';
import { validateAutotsModelRow } from '../../src/etl/legacy/autots-model.ts';
import { validateAutotsPresetRow } from '../../src/etl/legacy/autots-preset.ts';
import { validateDividendRow } from '../../src/etl/legacy/dividend.ts';
import { validateSplitRow } from '../../src/etl/legacy/split.ts';
import { validateStockRow } from '../../src/etl/legacy/stock.ts';
import { validateStockInfoRow } from '../../src/etl/legacy/stock-info.ts';
import { validateStrategyRow } from '../../src/etl/legacy/strategy.ts';
import { validateStrategyPresetRow } from '../../src/etl/legacy/strategy-preset.ts';
import { context, defectOf, micros, recordOf, times } from './rows.ts';

const recordTimes = {
  createdAt: micros('2025-08-01T13:05:00Z'),
  updatedAt: micros('2025-08-01T13:05:00.037Z'),
};

describe('dividends', () => {
  const dividend = { id: 1n, symbol: 'AAPL', date: '2020-02-07', amount: 0.1925, ...times };
  test('a sound row', () => {
    expect(recordOf(validateDividendRow(dividend, context))).toEqual({
      symbol: 'AAPL',
      ts: micros('2020-02-07T00:00:00Z'),
      amount: 0.1925,
      ...recordTimes,
    });
  });

  test.each([
    ['non_positive_amount', { amount: 0 }],
    ['non_positive_amount', { amount: -1 }],
    ['invalid_value', { amount: null }],
    ['infinite_number', { amount: Number.POSITIVE_INFINITY }],
    ['orphan_symbol', { symbol: 'IBM' }],
    ['future_date', { date: '2199-01-01' }],
    ['unparseable_date', { date: '2020-02-07 05:00:00' }],
  ])('%s', (defect, change) => {
    expect(defectOf(validateDividendRow({ ...dividend, ...change }, context))).toBe(defect);
  });
});

describe('splits', () => {
  const split = { id: 1n, symbol: 'AAPL', date: '2020-08-31', ratio: 4, ...times };
  test('sound rows, odd as a ratio may be', () => {
    for (const ratio of [4, 1.0027, 0.1]) {
      expect(recordOf(validateSplitRow({ ...split, ratio }, context)).ratio).toBe(ratio);
    }
  });

  test.each([
    ['non_positive_ratio', { ratio: 0 }],
    ['non_positive_ratio', { ratio: -2 }],
    ['invalid_value', { ratio: null }],
    ['text_in_number', { ratio: '4:1' }],
    ['future_date', { date: '2199-01-01' }],
  ])('%s', (defect, change) => {
    expect(defectOf(validateSplitRow({ ...split, ...change }, context))).toBe(defect);
  });
});

describe('stocks', () => {
  const stock = {
    symbol: 'SPY',
    name: 'SPY',
    sector: '',
    industry: null,
    market_cap: 100000005849.5,
    exchange: 'PCX',
    currency: 'USD',
    ...times,
  };
  test('a sound row, with empty text kept as it is', () => {
    expect(recordOf(validateStockRow(stock, context))).toEqual({
      symbol: 'SPY',
      name: 'SPY',
      sector: '',
      industry: null,
      marketCap: 100000005849.5,
      exchange: 'PCX',
      currency: 'USD',
      ...recordTimes,
    });
  });

  test.each([
    ['symbol_case', { symbol: 'spy' }],
    ['symbol_invalid', { symbol: null }],
    ['invalid_value', { name: 'S\0' }],
    ['invalid_value', { exchange: new Uint8Array([1]) }],
    ['text_in_number', { market_cap: '1B' }],
    ['unparseable_date', { updated_at: 'never' }],
  ])('%s', (defect, change) => {
    expect(defectOf(validateStockRow({ ...stock, ...change }, context))).toBe(defect);
  });
});

describe('stock info', () => {
  const info = { symbol: 'AAPL', info_json: '{"pe": NaN}', ...times };
  test('a sound row', () => {
    expect(recordOf(validateStockInfoRow(info, context))).toEqual({
      symbol: 'AAPL',
      json: '{"pe": null}',
      original: '{"pe": NaN}',
      ...recordTimes,
    });
  });

  test.each([
    ['orphan_symbol', { symbol: 'IBM' }],
    ['invalid_json', { info_json: '{' }],
    ['invalid_json', { info_json: null }],
    ['invalid_value', { info_json: '"\0"' }],
  ])('%s', (defect, change) => {
    expect(defectOf(validateStockInfoRow({ ...info, ...change }, context))).toBe(defect);
  });
});

describe('strategies and their presets', () => {
  const strategy = {
    id: 3n,
    name: 'smacross',
    class_name: 'SMACrossStrategy',
    module_path: 'stockula.backtesting.strategies',
    description: null,
    category: 'trend',
    is_active: 1n,
    ...times,
  };
  const preset = {
    id: 5n,
    strategy_id: 3n,
    name: 'default',
    parameters_json: '{"fast": 10}',
    description: null,
    is_default: 0n,
    ...times,
  };
  const known = { knownStrategyIds: new Set([3n]) };

  test('sound rows', () => {
    expect(recordOf(validateStrategyRow(strategy, null))).toEqual({
      id: 3n,
      name: 'smacross',
      className: 'SMACrossStrategy',
      modulePath: 'stockula.backtesting.strategies',
      description: null,
      category: 'trend',
      isActive: true,
      ...recordTimes,
    });
    expect(recordOf(validateStrategyPresetRow(preset, known))).toEqual({
      id: 5n,
      strategyId: 3n,
      name: 'default',
      parametersJson: '{"fast": 10}',
      parametersOriginal: null,
      description: null,
      isDefault: false,
      ...recordTimes,
    });
  });

  test('defects', () => {
    expect(defectOf(validateStrategyRow({ ...strategy, name: null }, null))).toBe('invalid_value');
    expect(defectOf(validateStrategyRow({ ...strategy, is_active: null }, null))).toBe('invalid_value');
    const presetWith = (change: object) =>
      defectOf(validateStrategyPresetRow({ ...preset, ...change }, known));
    expect(presetWith({ strategy_id: 4n })).toBe('orphan_strategy');
    expect(presetWith({ parameters_json: '{fast: 10}' })).toBe('invalid_json');
    expect(presetWith({ is_default: 2n })).toBe('invalid_value');
  });
});

describe('the rest', () => {
  const model = {
    id: 1n,
    name: 'ARIMA',
    categories: '["a"]',
    is_slow: 1n,
    is_gpu_enabled: 0n,
    requires_regressor: 0n,
    min_data_points: 10n,
    description: null,
    ...times,
  };
  test('AutoTS models', () => {
    expect(recordOf(validateAutotsModelRow(model, null))).toEqual({
      id: 1n,
      name: 'ARIMA',
      categories: '["a"]',
      isSlow: true,
      isGpuEnabled: false,
      requiresRegressor: false,
      minDataPoints: 10n,
      description: null,
      ...recordTimes,
    });
    expect(defectOf(validateAutotsModelRow({ ...model, min_data_points: 1.5 }, null))).toBe(
      'fractional_count',
    );
  });

  test('AutoTS presets', () => {
    const preset = { id: 2n, name: 'fast', models: '["a"]', description: 'd', use_case: null, ...times };
    expect(recordOf(validateAutotsPresetRow(preset, null))).toEqual({
      id: 2n,
      name: 'fast',
      models: '["a"]',
      description: 'd',
      useCase: null,
      ...recordTimes,
    });
    expect(defectOf(validateAutotsPresetRow({ ...preset, models: null }, null))).toBe('invalid_value');
  });

  test('the revision mark', () => {
    expect(recordOf(validateAlembicVersionRow({ version_num: 'abc' }, null))).toEqual({ versionNum: 'abc' });
    expect(defectOf(validateAlembicVersionRow({ version_num: null }, null))).toBe('invalid_value');
  });
});
