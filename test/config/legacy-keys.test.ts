import { expect, test } from 'vitest';
import { knownKeys } from '../../src/config/keys.ts';
import { loadConfig } from '../../src/config/load.ts';
import { configToYaml, describeConfig } from '../../src/config/serialise.ts';
import { valueAt } from '../../src/config/values.ts';
import { inFolder, legacySample, load } from './sample.ts';

const legacySections = [
  'data',
  'portfolio',
  'backtest',
  'backtest_optimization',
  'forecast',
  'technical_analysis',
  'output',
  'logging',
];

/** Keys that the older application did not have. */
const newKeys = [
  'backtest.direction',
  'backtest.fill',
  'backtest.slippage',
  'backtest.exclusive_orders',
  'backtest.finalize_trades',
  'backtest.fractional',
  'backtest.warm_up',
  'backtest.risk_free',
  'backtest.optimization_metric',
  'backtest.walk_forward',
  'backtest.walk_forward.in_sample_bars',
  'backtest.walk_forward.out_of_sample_bars',
  'backtest.walk_forward.anchored',
  'portfolio.rebalance_band_pct',
  'portfolio.min_position_size',
  'portfolio.lookback_bars',
  'portfolio.covariance',
  'portfolio.reestimate',
];

const isLegacy = (key: string) => legacySections.includes(key.split('.')[0] ?? '') && !newKeys.includes(key);

const noEffect = [
  'backtest.margin',
  'backtest_optimization.initial_allocation_pct',
  'forecast.past_covariate_columns',
  'logging.show_allocation_details',
];

/** Keys of commands that are not there yet. */
const notYet = ['data.use_cache', 'backtest_optimization.forecast_backend'];

test('the sample holds every key of the older application', async () => {
  const keys = [...knownKeys.keys()].filter(isLegacy);
  const missing = keys.filter(
    (key) => !legacySample.includes(`${key.replace(/^.*\./, '').replace('[]', '')}:`),
  );
  expect(missing).toEqual([]);
});

test('every value of the sample arrives', async () => {
  const { config, file } = await load(legacySample);
  expect(file).toMatch(/\.stockula\.yaml$/);
  expect(config.data).toEqual({
    start_date: '2023-01-02',
    end_date: '2024-01-02',
    interval: '1h',
    use_cache: false,
    db_path: 'other.db',
  });
  expect(config.portfolio).toMatchObject({
    name: 'Sample',
    initial_capital: 20000.5,
    allocation_method: 'auto',
    auto_allocate: true,
    category_ratios: { INDEX: 0.4, MOMENTUM: 0.6 },
    allow_fractional_shares: true,
    capital_utilization_target: 0.8,
    rebalance_frequency: 'weekly',
    max_position_size: 40,
    stop_loss_pct: 5,
  });
  expect(config.portfolio.tickers).toMatchObject([
    { symbol: 'SPY', quantity: 2.5, market_cap: 500, price_range: { open: 1, close: 2 }, category: 'INDEX' },
    { symbol: 'NVDA', quantity: null, allocation_pct: 20 },
    { symbol: 'BRK-B', allocation_amount: 100 },
  ]);
  expect(config.backtest).toMatchObject({
    initial_cash: 5000,
    broker_config: { commission_type: 'tiered', commission_value: { '0': 0.005, '500000': 0.004 } },
    strategies: [
      { name: 'SMACross', parameters: { fast_period: 5, slow_period: 15 } },
      { name: 'kama', parameters: {} },
    ],
    optimization_params: { rsi: { period: [10, 14] } },
    hold_only_categories: ['BOND'],
  });
  expect(config.backtest_optimization).toMatchObject({ test_start_date: '2022-12-31', forecast_length: 30 });
  expect(config.forecast).toMatchObject({
    forecast_length: 21,
    models: ['arima', 'ets'],
    test_end_date: null,
  });
  expect(config.technical_analysis.macd_params).toEqual({ period_fast: 6, period_slow: 13, signal: 5 });
  expect(config.technical_analysis.bbands_params).toEqual({ period: 10, std: 2.5 });
  expect(config.output).toEqual({ format: 'json', save_results: true, results_dir: './out' });
  expect(config.logging).toMatchObject({ level: 'DEBUG', max_log_size: 1000, backup_count: 1 });
});

test('no value of the sample is the default, so that none can be lost unseen', async () => {
  const [sample, plain] = [await load(legacySample), await load('backtest_optimization: {}')];
  const [changed, defaults] = [describeConfig(sample.config), describeConfig(plain.config)];
  // One of the two switches must stay off; test dates would null forecast_length.
  const exempt = ['portfolio.dynamic_allocation', 'forecast.test_start_date', 'forecast.test_end_date'];
  const unchanged = [...knownKeys.keys()]
    .filter((key) => isLegacy(key) && !key.includes('[]'))
    .filter((key) => valueAt(defaults, key.split('.')) !== undefined && !exempt.includes(key))
    .filter(
      (key) =>
        JSON.stringify(valueAt(changed, key.split('.'))) ===
        JSON.stringify(valueAt(defaults, key.split('.'))),
    );
  expect(unchanged).toEqual([]);
});

test('keys without effect, and only they, are warned about', async () => {
  const { warnings } = await load(legacySample);
  expect(warnings.map(({ path }) => path)).toEqual([...noEffect, ...notYet]);
  expect(warnings[0]?.message).toContain('backtest.initial_cash');
});

test('a saved configuration loads to the same configuration', async () => {
  const first = await load(`${legacySample}\nstorage: {retention_raw_bars: never, compress_after: 2 weeks}`);
  const saved = await configToYaml(first.config);
  const second = await load(saved);
  expect(second.warnings.map(({ path }) => path)).toEqual(notYet);
  const withoutInert = (config: typeof first.config) => {
    const text = JSON.stringify(config);
    return noEffect.reduce(
      (rest, key) => rest.replace(new RegExp(`"${key.split('.')[1]}":[^,}]+,?`), ''),
      text,
    );
  };
  expect(withoutInert(second.config)).toBe(withoutInert(first.config));
});

test('without a file, the defaults are those of the older application', async () => {
  const { config, file, warnings } = await inFolder({}, (cwd) => loadConfig({ env: {}, cwd }));
  expect(file).toBeNull();
  expect(warnings).toEqual([]);
  expect(config.portfolio.tickers.map((ticker) => [ticker.symbol, ticker.quantity])).toEqual([
    ['AAPL', 10],
    ['GOOGL', 5],
    ['MSFT', 8],
  ]);
  expect(config.portfolio).toMatchObject({ initial_capital: 10000, capital_utilization_target: 0.95 });
  expect(config.backtest).toMatchObject({ commission: 0.002, hold_only_categories: ['INDEX', 'BOND'] });
  expect(config.backtest_optimization).toBeNull();
  expect(config.forecast).toMatchObject({
    forecast_length: 7,
    preset: 'medium_quality',
    eval_metric: 'MASE',
  });
  expect(config.technical_analysis.sma_periods).toEqual([20, 50, 200]);
  expect(config.logging).toMatchObject({ enabled: false, level: 'INFO', max_log_size: 10_485_760 });
});
