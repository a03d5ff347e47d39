import type * as records from '../../domain/records.ts';

/** How a value is written as COPY text and as canonical bytes. */
export type ColumnType = 'text' | 'float8' | 'int8' | 'bool' | 'timestamptz' | 'date' | 'jsonb';

/** Times are microseconds since 1970, dates too (at 00:00 UTC). */
export type ColumnValue = string | number | bigint | boolean | null;

export interface TargetColumn<Row> {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly of: (record: Row) => ColumnValue;
}

/** A table of ours as a destination for records of one kind. */
export interface TargetTable<Row> {
  readonly name: string;
  readonly columns: readonly TargetColumn<Row>[];
  readonly key: readonly string[];
  /** Whether it is a hypertable; its rows are then compared per symbol and year. */
  readonly hypertable: boolean;
  /** Whether rows of earlier runs stay beside newer ones: snapshots of a chain that the source overwrites. */
  readonly accumulates?: boolean;
}

function column<Row>(name: string, type: ColumnType, of: (record: Row) => ColumnValue): TargetColumn<Row> {
  return { name, type, nullable: false, of };
}

function nullable<Row>(name: string, type: ColumnType, of: (record: Row) => ColumnValue): TargetColumn<Row> {
  return { name, type, nullable: true, of };
}

/** Plain tables keep both of the source's times. */
function bothTimes<Row extends records.RecordTimes>(): TargetColumn<Row>[] {
  return [
    nullable('created_at', 'timestamptz', (record) => record.createdAt),
    nullable('updated_at', 'timestamptz', (record) => record.updatedAt),
  ];
}

/** Hypertables keep the last, and the first only where it differs: it compresses to nothing elsewhere. */
function fetchTimes<Row extends records.RecordTimes>(): TargetColumn<Row>[] {
  return [
    nullable('fetched_at', 'timestamptz', lastWritten),
    nullable('first_fetched_at', 'timestamptz', (record) =>
      record.createdAt === lastWritten(record) ? null : record.createdAt,
    ),
  ];
}

function lastWritten(record: records.RecordTimes): number | null {
  return record.updatedAt ?? record.createdAt;
}

/** Who wrote a row that came from the older application's file. */
export const legacySource = 'legacy';

/** Whether others write to the table too, and its rows tell whose they are. */
export function hasSource<Row>({ columns }: TargetTable<Row>): boolean {
  return columns.some(({ name }) => name === 'source');
}

export const priceTable: TargetTable<records.PriceRecord> = {
  name: 'ts_price_history',
  hypertable: true,
  key: ['symbol', 'interval', 'ts'],
  columns: [
    column('ts', 'timestamptz', (bar) => bar.ts),
    column('symbol', 'text', (bar) => bar.symbol),
    column('interval', 'text', (bar) => bar.interval),
    column('open', 'float8', (bar) => bar.open),
    column('high', 'float8', (bar) => bar.high),
    column('low', 'float8', (bar) => bar.low),
    column('close', 'float8', (bar) => bar.close),
    nullable('volume', 'int8', (bar) => bar.volume),
    ...fetchTimes<records.PriceRecord>(),
    // yfinance's auto-adjust: splits and dividends as of the fetch.
    column('basis', 'text', () => 'total'),
    column('source', 'text', () => legacySource),
  ],
};

export const dividendTable: TargetTable<records.DividendRecord> = {
  name: 'ts_dividends',
  hypertable: true,
  key: ['symbol', 'ts'],
  columns: [
    column('ts', 'timestamptz', (dividend) => dividend.ts),
    column('symbol', 'text', (dividend) => dividend.symbol),
    column('amount', 'float8', (dividend) => dividend.amount),
    ...fetchTimes<records.DividendRecord>(),
    column('source', 'text', () => legacySource),
  ],
};

export const splitTable: TargetTable<records.SplitRecord> = {
  name: 'ts_splits',
  hypertable: true,
  key: ['symbol', 'ts'],
  columns: [
    column('ts', 'timestamptz', (split) => split.ts),
    column('symbol', 'text', (split) => split.symbol),
    column('ratio', 'float8', (split) => split.ratio),
    ...fetchTimes<records.SplitRecord>(),
    column('source', 'text', () => legacySource),
  ],
};

const optionTable = (name: string): TargetTable<records.OptionRecord> => ({
  name,
  hypertable: true,
  accumulates: true,
  key: ['contract', 'ts'],
  columns: [
    column('ts', 'timestamptz', (option) => option.ts),
    column('contract', 'text', (option) => option.contract),
    column('contract_derived', 'bool', (option) => option.contractDerived),
    column('symbol', 'text', (option) => option.symbol),
    column('expiration', 'date', (option) => option.expiration),
    column('strike', 'float8', (option) => option.strike),
    nullable('last_price', 'float8', (option) => option.lastPrice),
    nullable('bid', 'float8', (option) => option.bid),
    nullable('ask', 'float8', (option) => option.ask),
    nullable('volume', 'int8', (option) => option.volume),
    nullable('open_interest', 'int8', (option) => option.openInterest),
    nullable('implied_volatility', 'float8', (option) => option.impliedVolatility),
    nullable('in_the_money', 'bool', (option) => option.inTheMoney),
    ...fetchTimes<records.OptionRecord>(),
    column('source', 'text', () => legacySource),
  ],
});

export const callTable = optionTable('ts_options_calls');
export const putTable = optionTable('ts_options_puts');

export const stockTable: TargetTable<records.StockRecord> = {
  name: 'stocks',
  hypertable: false,
  key: ['symbol'],
  columns: [
    column('symbol', 'text', (stock) => stock.symbol),
    nullable('name', 'text', (stock) => stock.name),
    nullable('sector', 'text', (stock) => stock.sector),
    nullable('industry', 'text', (stock) => stock.industry),
    nullable('market_cap', 'float8', (stock) => stock.marketCap),
    nullable('exchange', 'text', (stock) => stock.exchange),
    nullable('currency', 'text', (stock) => stock.currency),
    ...bothTimes<records.StockRecord>(),
    column('source', 'text', () => legacySource),
  ],
};

export const stockInfoTable: TargetTable<records.StockInfoRecord> = {
  name: 'stock_info',
  hypertable: false,
  key: ['symbol'],
  columns: [
    column('symbol', 'text', (info) => info.symbol),
    column('info', 'jsonb', (info) => info.json),
    nullable('original', 'text', (info) => info.original),
    ...bothTimes<records.StockInfoRecord>(),
    column('source', 'text', () => legacySource),
  ],
};

export const strategyTable: TargetTable<records.StrategyRecord> = {
  name: 'strategies',
  hypertable: false,
  key: ['id'],
  columns: [
    column('id', 'int8', (strategy) => strategy.id),
    column('name', 'text', (strategy) => strategy.name),
    column('class_name', 'text', (strategy) => strategy.className),
    column('module_path', 'text', (strategy) => strategy.modulePath),
    nullable('description', 'text', (strategy) => strategy.description),
    nullable('category', 'text', (strategy) => strategy.category),
    column('is_active', 'bool', (strategy) => strategy.isActive),
    ...bothTimes<records.StrategyRecord>(),
  ],
};

export const strategyPresetTable: TargetTable<records.StrategyPresetRecord> = {
  name: 'strategy_presets',
  hypertable: false,
  key: ['id'],
  columns: [
    column('id', 'int8', (preset) => preset.id),
    column('strategy_id', 'int8', (preset) => preset.strategyId),
    column('name', 'text', (preset) => preset.name),
    column('parameters', 'jsonb', (preset) => preset.parametersJson),
    nullable('parameters_original', 'text', (preset) => preset.parametersOriginal),
    nullable('description', 'text', (preset) => preset.description),
    column('is_default', 'bool', (preset) => preset.isDefault),
    ...bothTimes<records.StrategyPresetRecord>(),
  ],
};

export const autotsModelTable: TargetTable<records.AutotsModelRecord> = {
  name: 'autots_models',
  hypertable: false,
  key: ['id'],
  columns: [
    column('id', 'int8', (model) => model.id),
    column('name', 'text', (model) => model.name),
    column('categories', 'text', (model) => model.categories),
    column('is_slow', 'bool', (model) => model.isSlow),
    column('is_gpu_enabled', 'bool', (model) => model.isGpuEnabled),
    column('requires_regressor', 'bool', (model) => model.requiresRegressor),
    column('min_data_points', 'int8', (model) => model.minDataPoints),
    nullable('description', 'text', (model) => model.description),
    ...bothTimes<records.AutotsModelRecord>(),
  ],
};

export const autotsPresetTable: TargetTable<records.AutotsPresetRecord> = {
  name: 'autots_presets',
  hypertable: false,
  key: ['id'],
  columns: [
    column('id', 'int8', (preset) => preset.id),
    column('name', 'text', (preset) => preset.name),
    column('models', 'text', (preset) => preset.models),
    nullable('description', 'text', (preset) => preset.description),
    nullable('use_case', 'text', (preset) => preset.useCase),
    ...bothTimes<records.AutotsPresetRecord>(),
  ],
};

export const alembicVersionTable: TargetTable<records.AlembicVersionRecord> = {
  name: 'legacy_schema_version',
  hypertable: false,
  key: ['version_num'],
  columns: [column('version_num', 'text', (version) => version.versionNum)],
};
