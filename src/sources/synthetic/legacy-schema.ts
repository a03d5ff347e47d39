import type { Generation } from '../legacy-sqlite/tables.ts';

// The statements exactly as `.schema` of the older application's files shows them, kept once, here.

const generation1: readonly string[] = [
  'CREATE TABLE stocks (symbol TEXT PRIMARY KEY, name TEXT, sector TEXT, industry TEXT, market_cap REAL, exchange TEXT, currency TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)',
  "CREATE TABLE price_history (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, date DATE NOT NULL, open_price REAL, high_price REAL, low_price REAL, close_price REAL, volume INTEGER, interval TEXT DEFAULT '1d', created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol), UNIQUE(symbol, date, interval))",
  'CREATE TABLE dividends (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, date DATE NOT NULL, amount REAL NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol), UNIQUE(symbol, date))',
  'CREATE TABLE splits (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, date DATE NOT NULL, ratio REAL NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol), UNIQUE(symbol, date))',
  'CREATE TABLE options_calls (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, expiration_date DATE NOT NULL, strike REAL NOT NULL, last_price REAL, bid REAL, ask REAL, volume INTEGER, open_interest INTEGER, implied_volatility REAL, in_the_money BOOLEAN, contract_symbol TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol), UNIQUE(symbol, expiration_date, strike, contract_symbol))',
  'CREATE TABLE options_puts (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL, expiration_date DATE NOT NULL, strike REAL NOT NULL, last_price REAL, bid REAL, ask REAL, volume INTEGER, open_interest INTEGER, implied_volatility REAL, in_the_money BOOLEAN, contract_symbol TEXT, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol), UNIQUE(symbol, expiration_date, strike, contract_symbol))',
  'CREATE TABLE stock_info (symbol TEXT PRIMARY KEY, info_json TEXT NOT NULL, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP, FOREIGN KEY (symbol) REFERENCES stocks(symbol))',
];

const generation2: readonly string[] = [
  'CREATE TABLE stocks (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, symbol VARCHAR NOT NULL, name VARCHAR, sector VARCHAR, industry VARCHAR, market_cap FLOAT, exchange VARCHAR, currency VARCHAR, PRIMARY KEY (symbol))',
  'CREATE TABLE price_history (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, id INTEGER NOT NULL, symbol VARCHAR NOT NULL, date DATE NOT NULL, open_price FLOAT, high_price FLOAT, low_price FLOAT, close_price FLOAT, volume INTEGER, interval VARCHAR NOT NULL, PRIMARY KEY (id), FOREIGN KEY(symbol) REFERENCES stocks (symbol), CONSTRAINT uq_price_history UNIQUE (symbol, date, interval))',
  'CREATE TABLE dividends (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, id INTEGER NOT NULL, symbol VARCHAR NOT NULL, date DATE NOT NULL, amount FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(symbol) REFERENCES stocks (symbol), CONSTRAINT uq_dividends UNIQUE (symbol, date))',
  'CREATE TABLE splits (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, id INTEGER NOT NULL, symbol VARCHAR NOT NULL, date DATE NOT NULL, ratio FLOAT NOT NULL, PRIMARY KEY (id), FOREIGN KEY(symbol) REFERENCES stocks (symbol), CONSTRAINT uq_splits UNIQUE (symbol, date))',
  'CREATE TABLE options_calls (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, id INTEGER NOT NULL, symbol VARCHAR NOT NULL, expiration_date DATE NOT NULL, strike FLOAT NOT NULL, last_price FLOAT, bid FLOAT, ask FLOAT, volume INTEGER, open_interest INTEGER, implied_volatility FLOAT, in_the_money BOOLEAN, contract_symbol VARCHAR, PRIMARY KEY (id), FOREIGN KEY(symbol) REFERENCES stocks (symbol), CONSTRAINT uq_options_calls UNIQUE (symbol, expiration_date, strike, contract_symbol))',
  'CREATE TABLE options_puts (created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, id INTEGER NOT NULL, symbol VARCHAR NOT NULL, expiration_date DATE NOT NULL, strike FLOAT NOT NULL, last_price FLOAT, bid FLOAT, ask FLOAT, volume INTEGER, open_interest INTEGER, implied_volatility FLOAT, in_the_money BOOLEAN, contract_symbol VARCHAR, PRIMARY KEY (id), FOREIGN KEY(symbol) REFERENCES stocks (symbol), CONSTRAINT uq_options_puts UNIQUE (symbol, expiration_date, strike, contract_symbol))',
  'CREATE TABLE stock_info (info_json TEXT NOT NULL, created_at DATETIME DEFAULT CURRENT_TIMESTAMP, updated_at DATETIME DEFAULT CURRENT_TIMESTAMP, symbol VARCHAR NOT NULL, PRIMARY KEY (symbol), FOREIGN KEY(symbol) REFERENCES stocks (symbol))',
  'CREATE TABLE strategies (id INTEGER NOT NULL, name VARCHAR NOT NULL, class_name VARCHAR NOT NULL, module_path VARCHAR NOT NULL, description VARCHAR, category VARCHAR, is_active BOOLEAN NOT NULL, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (id))',
  'CREATE TABLE strategy_presets (id INTEGER NOT NULL, strategy_id INTEGER NOT NULL, name VARCHAR NOT NULL, parameters_json VARCHAR NOT NULL, description VARCHAR, is_default BOOLEAN NOT NULL, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (id), FOREIGN KEY(strategy_id) REFERENCES strategies (id), CONSTRAINT unique_strategy_preset UNIQUE (strategy_id, name))',
  'CREATE TABLE autots_models (id INTEGER NOT NULL, name VARCHAR NOT NULL, categories VARCHAR NOT NULL, is_slow BOOLEAN NOT NULL, is_gpu_enabled BOOLEAN NOT NULL, requires_regressor BOOLEAN NOT NULL, min_data_points INTEGER NOT NULL, description VARCHAR, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (id))',
  'CREATE TABLE autots_presets (id INTEGER NOT NULL, name VARCHAR NOT NULL, models VARCHAR NOT NULL, description VARCHAR, use_case VARCHAR, created_at DATETIME NOT NULL, updated_at DATETIME NOT NULL, PRIMARY KEY (id))',
  'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))',
  'CREATE INDEX idx_price_history_symbol_date ON price_history (symbol, date)',
  'CREATE INDEX idx_dividends_symbol_date ON dividends (symbol, date)',
  'CREATE INDEX idx_splits_symbol_date ON splits (symbol, date)',
  'CREATE INDEX idx_options_calls_symbol_exp ON options_calls (symbol, expiration_date)',
  'CREATE INDEX idx_options_puts_symbol_exp ON options_puts (symbol, expiration_date)',
  'CREATE UNIQUE INDEX ix_strategies_name ON strategies (name)',
];

/** The statements that create an empty database of a generation (generation 1 gains `sqlite_sequence` by them). */
export function schemaOf(generation: Generation): readonly string[] {
  return generation === 1 ? generation1 : generation2;
}
