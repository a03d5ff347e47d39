import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';
import { hasHindsight } from '../../../src/manager/allocation/hindsight.ts';

test.each([
  ['equal_weight', null, false],
  ['auto', null, false],
  ['market_cap', null, true],
  ['risk_parity', '2021-01-01', true],
  ['backtest_optimized', null, true],
  ['backtest_optimized', '2020-12-31', true],
  ['backtest_optimized', '2021-01-01', false],
] as const)('%s, and a backtest from %s on: %s', async (allocation_method, start_date, expected) => {
  const { config } = await loadConfig({ env: {}, cwd: tmpdir() });
  const asked = {
    ...config,
    portfolio: { ...config.portfolio, allocation_method },
    backtest: { ...config.backtest, start_date },
    backtest_optimization: { test_end_date: '2020-12-31' } as Config['backtest_optimization'],
  };
  expect(hasHindsight(asked)).toBe(expected);
});
