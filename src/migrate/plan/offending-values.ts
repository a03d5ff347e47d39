import type { Defect } from '../../domain/defect.ts';
import type { RawRow, RawValue } from '../../domain/raw-row.ts';
import { originalContent } from '../../etl/legacy/original.ts';
import { isExtremePrice } from '../../etl/legacy/price.ts';
import { parseTimestamp } from '../../etl/legacy/timestamp.ts';

// Which values of a row to show for a defect. The validators decide that a row is defective; this only picks what to
// show of it, and shows the whole row where it cannot tell.

type Shows = (column: string, value: RawValue, row: RawRow) => boolean;

const named =
  (...columns: string[]): Shows =>
  (column) =>
    columns.includes(column);

const isPrice = (column: string): boolean => /_price$|^(bid|ask)$/.test(column);
const numberColumns = [
  'volume',
  'amount',
  'ratio',
  'strike',
  'open_interest',
  'implied_volatility',
  'market_cap',
];
const isNumber = (column: string): boolean => isPrice(column) || numberColumns.includes(column);
const timeColumns = ['date', 'expiration_date', 'created_at', 'updated_at'];
const isBelowZero = (value: RawValue): boolean => value !== null && Number(value) < 0;

/** Options have no date of their own: they need a time of writing. Elsewhere that time may be unknown. */
function isNoDate(column: string, value: RawValue, row: RawRow): boolean {
  if (value === null) return column === 'date' || row['date'] === undefined;
  if (typeof value !== 'string' || parseTimestamp(value) === null) return true;
  // A time of day is too much for a daily bar.
  return column === 'date' && value.length > 10;
}

const shown: Readonly<Record<Defect, Shows>> = {
  symbol_case: named('symbol'),
  symbol_invalid: named('symbol'),
  orphan_symbol: named('symbol'),
  orphan_strategy: named('strategy_id'),
  missing_interval: named('interval'),
  interval_alias: named('interval'),
  unknown_interval: named('interval'),
  unparseable_date: (column, value, row) => timeColumns.includes(column) && isNoDate(column, value, row),
  // The quote time of an option is when it was written.
  future_date: (column, _value, row) =>
    column === 'date' || (row['date'] === undefined && ['created_at', 'updated_at'].includes(column)),
  intraday_without_time: named('interval', 'date'),
  blob_in_number: (column, value) => isNumber(column) && value instanceof Uint8Array,
  text_in_number: (column, value) => isNumber(column) && typeof value === 'string',
  infinite_number: (_column, value) => value === Infinity || value === -Infinity,
  missing_prices: (column, value) => isPrice(column) && value === null,
  missing_price: (column, value) => isPrice(column) && value === null,
  negative_price: (column, value) => isPrice(column) && isBelowZero(value),
  zero_price: (column, value) => isPrice(column) && Number(value) === 0,
  extreme_price: (column, value) => isPrice(column) && isExtremePrice(Number(value)),
  high_below_low: named('high_price', 'low_price'),
  negative_volume: (column, value) => !isPrice(column) && isNumber(column) && isBelowZero(value),
  fractional_count: (column, value) =>
    ['volume', 'open_interest', 'min_data_points'].includes(column) && !Number.isInteger(Number(value)),
  non_positive_ratio: named('ratio'),
  non_positive_amount: named('amount'),
  invalid_option: named('strike', 'expiration_date'),
  duplicate_option: named('symbol', 'expiration_date', 'strike', 'contract_symbol'),
  invalid_json: named('info_json', 'parameters_json'),
  invalid_value: () => false,
  conflicting_twin: () => false,
};

const longestText = 120;

/** The values of a quarantined row that show its defect, by column, encoded as in the quarantine. */
export function offendingValues(row: RawRow, defect: Defect): Record<string, unknown> {
  const columns = Object.keys(row).filter((column) => shown[defect](column, row[column] ?? null, row));
  const whole = Object.keys(row).filter((column) => !['id', 'created_at', 'updated_at'].includes(column));
  const picked = columns.length > 0 ? columns : whole;
  return JSON.parse(
    originalContent(Object.fromEntries(picked.map((column) => [column, shortened(row[column] ?? null)]))),
  );
}

function shortened(value: RawValue): RawValue {
  if (typeof value === 'string' && value.length > longestText)
    return `${value.slice(0, longestText).toWellFormed()}…`;
  return value instanceof Uint8Array && value.length > longestText ? value.slice(0, longestText) : value;
}
