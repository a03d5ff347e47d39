import { type KeyInfo, knownKeys } from './keys.ts';
import { fileNames } from './locate.ts';

/**
 * The keys that this version acts on. The others are read and checked, so that a file of the older application
 * loads, and wait for the command they belong to.
 */
export const keysInUse: readonly string[] = [
  'data.start_date',
  'data.end_date',
  'data.interval',
  'data.db_path',
  'portfolio.name',
  'portfolio.initial_capital',
  'portfolio.allocation_method',
  'portfolio.dynamic_allocation',
  'portfolio.auto_allocate',
  'portfolio.category_ratios',
  'portfolio.allow_fractional_shares',
  'portfolio.capital_utilization_target',
  'portfolio.rebalance_frequency',
  'portfolio.rebalance_band_pct',
  'portfolio.max_position_size',
  'portfolio.min_position_size',
  'portfolio.stop_loss_pct',
  'portfolio.lookback_bars',
  'portfolio.covariance',
  'portfolio.reestimate',
  'portfolio.tickers',
  'portfolio.tickers[].symbol',
  'portfolio.tickers[].quantity',
  'portfolio.tickers[].allocation_pct',
  'portfolio.tickers[].allocation_amount',
  'portfolio.tickers[].market_cap',
  'portfolio.tickers[].category',
  'output.format',
  'output.save_results',
  'output.results_dir',
  'logging.enabled',
  'logging.level',
  'logging.show_price_fetching',
  'logging.log_to_file',
  'logging.log_file',
  'logging.max_log_size',
  'logging.backup_count',
  'backtest.initial_cash',
  'backtest.start_date',
  'backtest.end_date',
  'backtest.commission',
  'backtest.broker_config.name',
  'backtest.broker_config.commission_type',
  'backtest.broker_config.commission_value',
  'backtest.broker_config.min_commission',
  'backtest.broker_config.max_commission',
  'backtest.broker_config.per_share_commission',
  'backtest.broker_config.regulatory_fees',
  'backtest.broker_config.exchange_fees',
  'backtest.direction',
  'backtest.fill',
  'backtest.slippage',
  'backtest.exclusive_orders',
  'backtest.finalize_trades',
  'backtest.fractional',
  'backtest.warm_up',
  'backtest.risk_free',
  'backtest.strategies',
  'backtest.strategies[].name',
  'backtest.strategies[].parameters',
  'backtest.optimize',
  'backtest.optimization_params',
  'backtest.optimization_metric',
  'backtest.walk_forward.in_sample_bars',
  'backtest.walk_forward.out_of_sample_bars',
  'backtest.walk_forward.anchored',
  'backtest.hold_only_categories',
  'backtest_optimization.train_start_date',
  'backtest_optimization.train_end_date',
  'backtest_optimization.test_start_date',
  'backtest_optimization.test_end_date',
  'backtest_optimization.ranking_metric',
  'backtest_optimization.min_allocation_pct',
  'backtest_optimization.max_allocation_pct',
  'backtest_optimization.use_forecast',
  'backtest_optimization.forecast_weight',
  'backtest_optimization.forecast_length',
  'forecast.forecast_length',
  'forecast.train_start_date',
  'forecast.train_end_date',
  'forecast.test_start_date',
  'forecast.test_end_date',
  'forecast.frequency',
  'forecast.prediction_interval',
  'forecast.preset',
  'forecast.time_limit',
  'forecast.eval_metric',
  'forecast.models',
  'forecast.max_workers',
  'forecast.no_negatives',
  'forecast.use_calendar_covariates',
  'technical_analysis.indicators',
  'technical_analysis.sma_periods',
  'technical_analysis.ema_periods',
  'technical_analysis.rsi_period',
  'technical_analysis.macd_params.period_fast',
  'technical_analysis.macd_params.period_slow',
  'technical_analysis.macd_params.signal',
  'technical_analysis.bbands_params.period',
  'technical_analysis.bbands_params.std',
  'technical_analysis.atr_period',
  'cache.redis_url',
  'database.session_url',
  'database.url',
  'database.password_file',
  'database.data_dir',
  'database.port',
  'storage.backend',
  'storage.fallback_file',
  'storage.fallback_until',
  'storage.fallback_grace',
  'storage.chunk_interval_prices',
  'storage.compress_after',
  'storage.retention_raw_bars',
  'engine.idle_stop_seconds',
  'cache.price_ttl_seconds',
  'cache.indicators_ttl_seconds',
  'cache.market_data_ttl_seconds',
  'jobs.concurrency',
  'jobs.poll_seconds',
  'jobs.heartbeat_seconds',
  'jobs.stop_grace_seconds',
  'jobs.keep_finished',
  'jobs.keep_failed',
  'jobs.daily_after_close',
  'jobs.intraday_every',
  'jobs.options_before_close',
  'jobs.metadata_every',
  'jobs.rates_every',
  'sources.offline',
  'sources.order',
  'sources.attempts',
  'sources.attempt_seconds',
  'sources.question_seconds',
  'sources.max_answer_mib',
  'sources.break_after',
  'sources.break_seconds',
  'sources.yahoo.base_url',
  'sources.yahoo.requests',
  'sources.yahoo.window_seconds',
  'sources.yahoo.concurrency',
  'sources.tiingo.api_key',
  'sources.tiingo.base_url',
  'sources.tiingo.requests',
  'sources.tiingo.window_seconds',
  'sources.tiingo.concurrency',
  'sources.stooq.base_url',
  'sources.stooq.requests',
  'sources.stooq.window_seconds',
  'sources.stooq.concurrency',
  'sources.treasury.base_url',
  'sources.treasury.requests',
  'sources.treasury.window_seconds',
  'sources.treasury.concurrency',
  'api.host',
  'api.port',
  'api.analysis_concurrency',
  'api.analyses_running',
  'api.analyses_waiting',
  'api.keep_analyses',
  'api.trust_proxy',
  'api.rate_limit_per_minute',
  'api.login_attempts',
  'api.audit_days',
  'cache.session_ttl_seconds',
  'api.upload_limit_mb',
  'api.grafana_url',
];

const introduction = `# Configuration

<!-- Generated from the schema: stockula config docs --write docs/configuration.md -->

Stockula works without a configuration file. A value comes from the command line, else from an environment variable,
else from the file, else from the defaults below; what results is checked once, and an error names key, file and line.

The file is the one \`--config\` names, else the one \`STOCKULA_CONFIG_FILE\` names, else the first of
${fileNames.map((name) => `\`${name}\``).join(', ')} in the current folder.
It is YAML. A key without a value counts as absent. A key twice is an error. A key that nobody knows, or that has no
effect, is ignored with a warning on stderr that names the nearest key. Relative paths are meant from the current
folder, but \`database.data_dir\` from the folder of the file that has it.

Numbers and booleans may come as text, booleans also as yes/no, on/off and 1/0. Dates are YYYY-MM-DD. Durations are a
whole number and a unit from second to year, as in \`7 days\`. URLs with passwords belong in the environment: they are
never printed, and never written to a file.

In the tables: **used** means that this version acts on the key. The other keys are those of commands that are not
brought over from the older application yet; they are read and checked, so that its files load, and do nothing
else; a warning says so where a file sets one.
**No effect** names the keys that did nothing in the older application either.
`;

function defaultText({ byDefault }: KeyInfo): string {
  if (byDefault === undefined) return '–';
  return `\`${JSON.stringify(byDefault).replaceAll('|', '\\|')}\``;
}

/** Whether this version acts on a key, or on one below it: a mapping that is null by default is a key, too. */
export function isUsed(key: string): boolean {
  return keysInUse.some((used) => used === key || used.startsWith(`${key}.`) || used.startsWith(`${key}[]`));
}

function stateText({ key, noEffect }: KeyInfo): string {
  if (noEffect !== null) return `no effect; see \`${noEffect}\``;
  return isUsed(key) ? 'used' : 'not yet';
}

/** Whether it only holds other keys. A mapping that is null by default is listed like a key. */
function isSection({ key, byDefault }: KeyInfo): boolean {
  return byDefault !== null && [...knownKeys.keys()].some((other) => other.startsWith(`${key}.`));
}

function rowOf(info: KeyInfo, section: string): readonly string[] {
  const variable = info.env === null ? '' : `; environment: \`${info.env}\``;
  const name = info.key.slice(section.length + 1);
  return [`\`${name}\``, defaultText(info), info.unit ?? '', info.description + variable, stateText(info)];
}

const titles = ['Key', 'Default', 'Unit', 'What it is', 'State'];

/** A Markdown table with its columns aligned, as the formatter wants it. */
function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [titles, widths.map((width) => '-'.repeat(width)), ...rows].map(lineOf).join('\n');
}

/** The reference of the configuration as Markdown: every known key, by section. It is `docs/configuration.md`. */
export function configurationPage(): string {
  const keys = [...knownKeys.values()];
  const sections = keys.filter(({ key }) => !key.includes('.'));
  const tables = sections.map(({ key: section, description }) => {
    const rows = keys
      .filter((info) => info.key.startsWith(`${section}.`) && !isSection(info))
      .map((info) => rowOf(info, section));
    const about = description === '' ? '' : `${description}.\n\n`;
    return `## ${section}\n\n${about}${tableOf(rows)}\n`;
  });
  return [introduction, ...tables].join('\n');
}
