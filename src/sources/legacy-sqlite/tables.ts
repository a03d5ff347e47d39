/** What identifies a row within its table when it is reported: its id, its symbol, or SQLite's rowid. */
type Place = 'id' | 'symbol' | 'rowid';

export interface LegacyTable {
  /** The table its rows go to. */
  readonly target: string;
  /** The columns of generation 2; physical order differs between files, so they are always selected by name. */
  readonly columns: readonly string[];
  /** Columns that generation 1 does not have. */
  readonly sinceGeneration2: readonly string[];
  /** A total order in which rows with equal canonical keys are neighbours. */
  readonly orderBy: readonly string[];
  readonly place: Place;
}

const times = ['created_at', 'updated_at'] as const;

const optionTable = (target: string): LegacyTable => ({
  target,
  columns: [
    'id',
    'symbol',
    'expiration_date',
    'strike',
    'last_price',
    'bid',
    'ask',
    'volume',
    'open_interest',
    'implied_volatility',
    'in_the_money',
    'contract_symbol',
    ...times,
  ],
  sinceGeneration2: ['updated_at'],
  orderBy: ['symbol', 'expiration_date', 'strike', 'contract_symbol', 'id'],
  place: 'id',
});

const actionTable = (target: string, value: string): LegacyTable => ({
  target,
  columns: ['id', 'symbol', 'date', value, ...times],
  sinceGeneration2: ['updated_at'],
  orderBy: ['symbol', 'date', 'id'],
  place: 'id',
});

const listTable = (target: string, columns: readonly string[]): LegacyTable => ({
  target,
  columns: ['id', ...columns, ...times],
  sinceGeneration2: [],
  orderBy: ['id'],
  place: 'id',
});

const priceColumns = ['open_price', 'high_price', 'low_price', 'close_price', 'volume'];
const modelColumns = ['name', 'categories', 'is_slow', 'is_gpu_enabled', 'requires_regressor'];

/** Every table of the older application, in an order in which referenced tables come first. */
export const legacyTables = {
  stocks: {
    target: 'stocks',
    columns: ['symbol', 'name', 'sector', 'industry', 'market_cap', 'exchange', 'currency', ...times],
    sinceGeneration2: [],
    orderBy: ['symbol', 'rowid'],
    place: 'symbol',
  },
  stock_info: {
    target: 'stock_info',
    columns: ['symbol', 'info_json', ...times],
    sinceGeneration2: [],
    orderBy: ['symbol', 'rowid'],
    place: 'symbol',
  },
  price_history: {
    target: 'ts_price_history',
    columns: ['id', 'symbol', 'date', ...priceColumns, 'interval', ...times],
    sinceGeneration2: ['updated_at'],
    orderBy: ['symbol', 'interval', 'date', 'id'],
    place: 'id',
  },
  dividends: actionTable('ts_dividends', 'amount'),
  splits: actionTable('ts_splits', 'ratio'),
  options_calls: optionTable('ts_options_calls'),
  options_puts: optionTable('ts_options_puts'),
  strategies: listTable('strategies', [
    'name',
    'class_name',
    'module_path',
    'description',
    'category',
    'is_active',
  ]),
  strategy_presets: listTable('strategy_presets', [
    'strategy_id',
    'name',
    'parameters_json',
    'description',
    'is_default',
  ]),
  autots_models: listTable('autots_models', [...modelColumns, 'min_data_points', 'description']),
  autots_presets: listTable('autots_presets', ['name', 'models', 'description', 'use_case']),
  alembic_version: {
    target: 'legacy_schema_version',
    columns: ['version_num'],
    sinceGeneration2: [],
    orderBy: ['version_num', 'rowid'],
    place: 'rowid',
  },
} as const satisfies Record<string, LegacyTable>;

export type LegacyTableName = keyof typeof legacyTables;

export const legacyTableNames = Object.keys(legacyTables) as readonly LegacyTableName[];

/** Generation 2 has `updated_at` on every dated row, generation 1 does not. */
export type Generation = 1 | 2;

/** The columns a table has in files of a generation. */
export function columnsOf(table: LegacyTableName, generation: Generation): readonly string[] {
  const { columns, sinceGeneration2 } = legacyTables[table] as LegacyTable;
  return generation === 2 ? columns : columns.filter((column) => !sinceGeneration2.includes(column));
}

/**
 * The columns without which a table cannot be understood. The two times can be missing: their rows are then taken
 * as written at an unknown time.
 */
export function requiredColumnsOf(table: LegacyTableName): readonly string[] {
  return legacyTables[table].columns.filter((column) => !(times as readonly string[]).includes(column));
}
