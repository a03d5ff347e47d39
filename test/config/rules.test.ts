import { describe, expect, test } from 'vitest';
import { failure, load } from './sample.ts';

// [file, key that must be blamed, part of what was expected]
const violations: [yaml: string, key: string, expected: string][] = [
  ['data: {interval: 4h}', 'data.interval', 'one of 1m, 2m'],
  ['data: {start_date: 2024-02-30}', 'data.start_date', 'YYYY-MM-DD'],
  ['data: {start_date: 2024-02-01, end_date: 2024-02-01}', 'data.end_date', 'after start_date'],
  ['data: {use_cache: maybe}', 'data.use_cache', 'true or false'],
  ['data: {db_path: 7}', 'data.db_path', 'a text'],
  ['data: [1]', 'data', 'a mapping'],
  ['portfolio: {initial_capital: 0}', 'portfolio.initial_capital', 'above 0'],
  ['portfolio: {initial_capital: .inf}', 'portfolio.initial_capital', 'above 0'],
  ['portfolio: {allocation_method: magic}', 'portfolio.allocation_method', 'backtest_optimized'],
  ['portfolio: {allocation_method: auto}', 'portfolio.category_ratios', 'add up to 1'],
  ['portfolio: {auto_allocate: true, category_ratios: {A: .5}}', 'portfolio.category_ratios', 'add up to 1'],
  ['portfolio: {capital_utilization_target: 0.49}', 'portfolio.capital_utilization_target', 'from 0.5 to 1'],
  ['portfolio: {max_position_size: 101}', 'portfolio.max_position_size', 'from 0 to 100'],
  ['portfolio: {stop_loss_pct: -1}', 'portfolio.stop_loss_pct', 'from 0 to 100'],
  ['portfolio: {tickers: AAPL}', 'portfolio.tickers', 'a list'],
  ['portfolio: {tickers: [AAPL]}', 'portfolio.tickers[0]', 'a mapping with a symbol'],
  ['portfolio: {tickers: [{quantity: 1}]}', 'portfolio.tickers[0].symbol', 'ticker symbol'],
  ['portfolio: {tickers: [{symbol: A, quantity: 0}]}', 'portfolio.tickers[0].quantity', 'above 0'],
  [
    'portfolio: {tickers: [{symbol: A, allocation_pct: 101}]}',
    'portfolio.tickers[0].allocation_pct',
    'to 100',
  ],
  [
    'portfolio: {tickers: [{symbol: A, allocation_amount: -1}]}',
    'portfolio.tickers[0].allocation_amount',
    'at least 0',
  ],
  [
    'portfolio: {tickers: [{symbol: A, quantity: 1, allocation_pct: 1}]}',
    'portfolio.tickers[0]',
    'at most one',
  ],
  [
    'portfolio: {dynamic_allocation: true, tickers: [{symbol: A, allocation_pct: 60}, {symbol: B, allocation_pct: 41}]}',
    'portfolio.tickers',
    'at most 100 %',
  ],
  [
    'portfolio: {allocation_method: dynamic, tickers: [{symbol: A, allocation_amount: 10001}]}',
    'portfolio.tickers',
    'initial_capital of 10000',
  ],
  ['backtest: {initial_cash: 0}', 'backtest.initial_cash', 'above 0'],
  ['backtest: {commission: 1.1}', 'backtest.commission', 'from 0 to 1'],
  ['backtest: {margin: -1}', 'backtest.margin', 'at least 0'],
  ['backtest: {start_date: 2024-02-02, end_date: 2024-02-01}', 'backtest.end_date', 'after start_date'],
  [
    'backtest: {broker_config: {commission_type: flat}}',
    'backtest.broker_config.commission_type',
    'per_share',
  ],
  [
    'backtest: {strategies: [{name: smacross, parameters: {fast_period: 20, slow_period: 20}}]}',
    'backtest.strategies[0].parameters.slow_period',
    'above fast_period',
  ],
  [
    'backtest: {strategies: [{name: rsi, parameters: {oversold_threshold: 70, overbought_threshold: 30}}]}',
    'backtest.strategies[0].parameters.overbought_threshold',
    'above oversold_threshold',
  ],
  [
    'backtest: {strategies: [{name: rsi, parameters: {period: 0}}]}',
    'backtest.strategies[0].parameters.period',
    'whole',
  ],
  [
    'backtest_optimization: {train_start_date: 2024-01-02, train_end_date: 2024-01-02}',
    'backtest_optimization.train_end_date',
    'after train_start_date',
  ],
  [
    'backtest_optimization: {train_end_date: 2024-01-02, test_start_date: 2024-01-01}',
    'backtest_optimization.test_start_date',
    'at or after train_end_date',
  ],
  [
    'backtest_optimization: {test_start_date: 2024-01-02, test_end_date: 2024-01-02}',
    'backtest_optimization.test_end_date',
    'after test_start_date',
  ],
  [
    'backtest_optimization: {min_allocation_pct: 30}',
    'backtest_optimization.max_allocation_pct',
    'at least min_allocation_pct',
  ],
  ['backtest_optimization: {forecast_weight: 2}', 'backtest_optimization.forecast_weight', 'from 0 to 1'],
  ['backtest_optimization: {forecast_length: 366}', 'backtest_optimization.forecast_length', 'from 1 to 365'],
  ['forecast: {forecast_length: 1.5}', 'forecast.forecast_length', 'a whole number'],
  ['forecast: {prediction_interval: 1.2}', 'forecast.prediction_interval', 'from 0 to 1'],
  ['forecast: {preset: perfect}', 'forecast.preset', 'fast_training'],
  ['forecast: {eval_metric: R2}', 'forecast.eval_metric', 'WAPE'],
  ['forecast: {time_limit: 0}', 'forecast.time_limit', 'at least 1'],
  ['forecast: {max_workers: 0}', 'forecast.max_workers', 'at least 1'],
  ['forecast: {models: {a: 1}}', 'forecast.models', 'a list of names'],
  [
    'forecast: {test_start_date: 2024-01-01, test_end_date: 2024-02-01}',
    'forecast.train_start_date',
    'given',
  ],
  ['technical_analysis: {sma_periods: [0]}', 'technical_analysis.sma_periods[0]', 'at least 1'],
  [
    'technical_analysis: {macd_params: {period_fast: 26}}',
    'technical_analysis.macd_params.period_slow',
    'above period_fast',
  ],
  ['technical_analysis: {bbands_params: {std: 0}}', 'technical_analysis.bbands_params.std', 'above 0'],
  ['output: {format: xml}', 'output.format', 'console, json'],
  ['logging: {level: LOUD}', 'logging.level', 'WARNING'],
  ['logging: {backup_count: -1}', 'logging.backup_count', 'at least 0'],
  ['database: {url: "mysql://h/d"}', 'database.url', 'postgres://'],
  ['database: {port: 65536}', 'database.port', 'from 1 to 65535'],
  ['storage: {compress_after: 7}', 'storage.compress_after', "'7 days'"],
  ['storage: {retention_raw_bars: 5 parsecs}', 'storage.retention_raw_bars', "or 'never'"],
  ['storage: {chunk_interval_prices: never}', 'storage.chunk_interval_prices', 'a duration'],
  ['cache: {price_ttl_seconds: soon}', 'cache.price_ttl_seconds', 'a whole number'],
];

test.each(violations)('%s is refused', async (yaml, key, expected) => {
  const error = await failure(yaml);
  expect(error.code).toBe('CONFIG_INVALID');
  expect(error.problems[0]).toMatchObject({ key, line: 1 });
  expect(error.parts.expected).toContain(`${key} to be `);
  expect(error.parts.expected).toContain(expected);
  expect(error.parts.got).toContain('.stockula.yaml, line 1');
});

describe('what the rules allow', () => {
  test('ratios a hundredth off, percentages that add up to 100 with rounding', async () => {
    await load('portfolio: {auto_allocate: true, category_ratios: {INDEX: 0.5, BOND: 0.51}}');
    const thirds = [33.4, 33.3, 33.3].map(
      (percent, index) => `{symbol: A${index}, allocation_pct: ${percent}}`,
    );
    const { config } = await load(`portfolio: {dynamic_allocation: true, tickers: [${thirds.join(', ')}]}`);
    expect(config.portfolio.allocation_method).toBe('dynamic');
  });

  test('numbers as text, and keys without a value', async () => {
    const { config } = await load('portfolio:\n  initial_capital: "1_500.5"\n  tickers:\nforecast:\n');
    expect(config.portfolio.initial_capital).toBe(1500.5);
    expect(config.portfolio.tickers).toHaveLength(3);
    expect(config.forecast.forecast_length).toBe(7);
  });

  test('merge keys and anchors', async () => {
    const { config } = await load('data: &d {interval: 5m}\noutput: {<<: {results_dir: x}}\n');
    expect([config.data.interval, config.output.results_dir]).toEqual(['5m', 'x']);
  });
});

test('test dates null the forecast length, and a warning tells of it', async () => {
  const { config, warnings } = await load(`forecast:
  forecast_length: 5
  train_start_date: 2023-01-01
  train_end_date: 2023-06-01
  test_start_date: 2023-06-01
  test_end_date: 2023-07-01`);
  expect(config.forecast.forecast_length).toBeNull();
  expect(warnings).toMatchObject([{ path: 'forecast.forecast_length' }]);
});

test('all problems are told at once, each with its line', async () => {
  const error = await failure('data:\n  interval: 4h\nlogging:\n  enabled: true\n  level: LOUD\n');
  expect(error.problems.map(({ key, line, got }) => [key, line, got])).toEqual([
    ['data.interval', 2, '"4h"'],
    ['logging.level', 5, '"LOUD"'],
  ]);
  expect(error.parts.remedy).toContain('Also wrong: logging.level (line 5)');
});
