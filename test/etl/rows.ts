import type { Defect, Validated } from '../../src/domain/defect.ts';
import type { EpochMicros } from '../../src/domain/nominal.ts';
import type { RawRow } from '../../src/domain/raw-row.ts';
import type { OptionContext } from '../../src/etl/legacy/context.ts';

/** A time in microseconds, from ISO text. */
export const micros = (iso: string): EpochMicros => (Date.parse(iso) * 1_000) as EpochMicros;

export const now = micros('2026-11-22T12:00:00Z');

export const context: OptionContext = {
  knownSymbols: new Set(['AAPL', 'BRK-B', 'bac']),
  nowMicros: now,
  right: 'call',
  duplicateNullContracts: new Set([9n]),
};

export const times = { created_at: '2025-08-01 13:05:00', updated_at: '2025-08-01 13:05:00.037000' };

/** A sound row of price_history. */
export const price: RawRow = {
  id: 1n,
  symbol: 'AAPL',
  date: '2020-01-02',
  interval: '1d',
  open_price: 10,
  high_price: 11,
  low_price: 9,
  close_price: 10.5,
  volume: 100n,
  ...times,
};

/** A sound row of options_calls. */
export const option: RawRow = {
  id: 1n,
  symbol: 'AAPL',
  expiration_date: '2027-01-15',
  strike: 192.5,
  last_price: 1.25,
  bid: 1.2,
  ask: 1.3,
  volume: 10n,
  open_interest: null,
  implied_volatility: 0.3,
  in_the_money: 0n,
  contract_symbol: 'AAPL270115C00192500',
  ...times,
};

/** A sound row of each table that the page on the quarantine has examples for. */
export const soundRows: Readonly<Record<string, RawRow>> = {
  price_history: price,
  options_calls: option,
  splits: { id: 1n, symbol: 'AAPL', date: '2020-08-31', ratio: 4, ...times },
  dividends: { id: 1n, symbol: 'AAPL', date: '2020-08-07', amount: 0.82, ...times },
  stock_info: { symbol: 'AAPL', info_json: '{}', ...times },
  strategies: { id: 1n, name: 'a', class_name: 'A', module_path: 'a.b', is_active: 1n, ...times },
  strategy_presets: { id: 1n, strategy_id: 1n, name: 'b', parameters_json: '{}', is_default: 0n, ...times },
};

/** The defect of an outcome, or null when the row is sound. */
export function defectOf(outcome: Validated<unknown>): Defect | null {
  return outcome.ok ? null : outcome.defect;
}

/** The record of an outcome that must be sound. */
export function recordOf<Record>(outcome: Validated<Record>): Record {
  if (outcome.ok) return outcome.record;
  throw new Error(`Expected a sound row. Got the defect ${outcome.defect}.`);
}
