import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import { ConfigError } from '../../src/config/problem.ts';

/** A file with every key of the older application, none at its default. */
export const legacySample = `
data:
  start_date: 2023-01-02
  end_date: '2024-01-02'
  interval: 60m
  use_cache: no
  db_path: other.db
portfolio:
  name: Sample
  initial_capital: 20000.5
  allocation_method: auto
  dynamic_allocation: false
  auto_allocate: true
  category_ratios: {INDEX: 0.4, momentum: 0.6}
  allow_fractional_shares: true
  capital_utilization_target: 0.8
  rebalance_frequency: weekly
  max_position_size: 40
  stop_loss_pct: 5
  tickers:
    - {symbol: spy, quantity: 2.5, market_cap: 500, price_range: {open: 1, close: 2}, sector: Funds, category: index}
    - {symbol: NVDA, allocation_pct: 20}
    - {symbol: BRK-B, allocation_amount: 100}
backtest:
  initial_cash: 5000
  start_date: 2023-02-01
  end_date: 2023-12-01
  commission: 0.001
  broker_config:
    name: interactive_brokers
    commission_type: tiered
    commission_value: {0: 0.005, 500000: 0.004}
    min_commission: 1
    max_commission: 50
    per_share_commission: 0.005
    regulatory_fees: 0.0000229
    exchange_fees: 0.003
  margin: 2
  strategies:
    - {name: SMACross, parameters: {fast_period: 5, slow_period: 15}}
    - {name: kama}
  optimize: true
  optimization_params: {rsi: {period: [10, 14]}}
  hold_only_categories: [BOND]
backtest_optimization:
  train_start_date: 2022-01-01
  train_end_date: 2022-12-31
  test_start_date: 2022-12-31
  test_end_date: 2023-06-30
  ranking_metric: Sharpe Ratio
  min_allocation_pct: 1
  max_allocation_pct: 50
  initial_allocation_pct: 10
  use_forecast: true
  forecast_weight: 0.5
  forecast_length: 30
  forecast_backend: simple
forecast:
  forecast_length: 21
  train_start_date: 2022-02-01
  train_end_date: 2022-11-30
  test_start_date: null
  test_end_date: ~
  frequency: D
  prediction_interval: 0.8
  preset: best_quality
  time_limit: 60
  eval_metric: RMSE
  models: [arima, ets]
  max_workers: 4
  no_negatives: false
  use_calendar_covariates: false
  past_covariate_columns: []
technical_analysis:
  indicators: [sma, adx]
  sma_periods: [10]
  ema_periods: [5, 50]
  rsi_period: 7
  macd_params: {period_fast: 6, period_slow: 13, signal: 5}
  bbands_params: {period: 10, std: 2.5}
  atr_period: 10
output:
  format: json
  save_results: true
  results_dir: ./out
logging:
  enabled: true
  level: debug
  show_allocation_details: false
  show_price_fetching: false
  log_to_file: true
  log_file: other.log
  max_log_size: 1_000
  backup_count: 1
`;

/** Runs `use` in a new folder that holds the files given by name, and removes it afterwards. */
export async function inFolder<T>(
  files: Record<string, string>,
  use: (cwd: string) => Promise<T>,
): Promise<T> {
  const cwd = mkdtempSync(join(tmpdir(), 'stockula-config-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
    return await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** Loads a configuration whose file holds this text. */
export function load(yaml: string, env: Record<string, string> = {}) {
  return inFolder({ '.stockula.yaml': yaml }, (cwd) => loadConfig({ env, cwd }));
}

/** The ConfigError that loading this text ends in. */
export async function failure(yaml: string, env: Record<string, string> = {}): Promise<ConfigError> {
  const outcome: unknown = await load(yaml, env).catch((thrown: unknown) => thrown);
  if (outcome instanceof ConfigError) return outcome;
  throw new Error(`Expected a ConfigError, got ${String(outcome)}`);
}
